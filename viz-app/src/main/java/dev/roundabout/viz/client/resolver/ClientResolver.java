package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.client.resolver.Resolvers.Maker;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The resolver of a channel of the client under test: one object for each life of the channel out
 * of idle mode. Which way of re-resolving works in it follows the settings and is exchanged while
 * the channel goes on: the next way takes over the last answer.
 *
 * <p>Everything happens in the channel's SynchronizationContext.
 */
public final class ClientResolver extends NameResolver {
  private final ResolverSetup setup;
  private final NameResolver.Args args;
  private final SynchronizationContext context;

  private @Nullable Listener2 listener;
  private Optional<Way> way = Optional.empty();
  private Optional<Answer> last = Optional.empty();
  private long lastNanos;

  public ClientResolver(ResolverSetup setup, NameResolver.Args args) {
    this.setup = setup;
    this.args = args;
    this.context = args.getSynchronizationContext();
  }

  @Override
  public String getServiceAuthority() {
    return setup.name() + ":" + setup.port();
  }

  @Override
  public void start(Listener2 toInform) {
    listener = toInform;
    begin(chosen());
  }

  @Override
  public void refresh() {
    way.ifPresent(now -> now.resolver.refresh());
  }

  /**
   * Delivers the last good answer once more, with the service config of now; does nothing before
   * the first. Any thread, never blocks. The channel switches policies without losing a call
   * (grpc-java's {@code GracefulSwitchLoadBalancer}).
   */
  public void redeliver() {
    context.execute(() -> last.ifPresent(this::deliver));
  }

  /** Follows the settings: the mode, the gate, the poll interval. Any thread, never blocks. */
  public void settingsChanged() {
    context.execute(() -> way.ifPresent(this::follow));
  }

  /** Asks, whatever the mode and past the gate. Any thread, never blocks. */
  public void resolveNow() {
    context.execute(() -> way.ifPresent(now -> now.resolver.resolveNow()));
  }

  @Override
  public void shutdown() {
    listener = null;
    way.ifPresent(Way::end);
    way = Optional.empty();
  }

  private Maker chosen() {
    return Resolvers.maker(setup.mode(), setup.service());
  }

  private void follow(Way now) {
    Maker chosen = chosen();
    if (chosen == now.maker) {
      now.resolver.settingsChanged();
      return;
    }
    now.end();
    begin(chosen);
  }

  private void begin(Maker maker) {
    Way next = new Way(maker);
    way = Optional.of(next);
    next.resolver.start();
  }

  private Status deliver(Answer answer) {
    return give(
        ResolutionResult.newBuilder()
            .setAddressesOrError(StatusOr.fromValue(answer.groups()))
            .setServiceConfig(
                args.getServiceConfigParser().parseServiceConfig(setup.serviceConfig().get()))
            .build());
  }

  private Status give(ResolutionResult result) {
    return listener == null ? Status.OK : listener.onResult2(result);
  }

  /** A way of re-resolving while it is in use. */
  private final class Way implements Delivery {
    private final Maker maker;
    private final ModeResolver resolver;
    private boolean ended;

    Way(Maker maker) {
      this.maker = maker;
      this.resolver = maker.make(setup, args, this);
    }

    void end() {
      ended = true;
      resolver.stop();
    }

    @Override
    public Status answered(Answer answer) {
      if (ended) {
        return Status.OK;
      }
      setup.events().resolved(answer.addresses(), answer.source(), answer.ttl());
      Status taken = deliver(answer);
      last = Optional.of(answer);
      lastNanos = setup.ticker().getAsLong();
      return taken;
    }

    @Override
    public Status failed(String message, Status status) {
      if (ended) {
        return Status.OK;
      }
      setup.events().failed(message);
      return give(
          ResolutionResult.newBuilder().setAddressesOrError(StatusOr.fromStatus(status)).build());
    }

    @Override
    public Optional<Duration> age() {
      return last.map(answer -> Duration.ofNanos(setup.ticker().getAsLong() - lastNanos));
    }

    @Override
    public void run(Runnable task) {
      context.execute(
          () -> {
            if (!ended) {
              task.run();
            }
          });
    }
  }
}
