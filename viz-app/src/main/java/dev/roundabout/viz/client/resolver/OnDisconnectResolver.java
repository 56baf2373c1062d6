package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.DnsAnswer;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Re-resolves as grpc-java's {@code DnsNameResolver} does, over a DNS of our choice: it asks at its
 * start and when gRPC calls {@link #refresh()}, which it does when a connection breaks, ages out or
 * goes idle. A refresh while the last good answer is not older than the gate is discarded, not
 * delayed ({@code DnsNameResolver.cacheRefreshRequired}). A failed lookup is reported as
 * UNAVAILABLE, and the channel's {@code RetryingNameResolver} calls {@link #refresh()} again after
 * a backoff.
 *
 * <p>Everything but the lookup itself runs in the channel's SynchronizationContext.
 */
final class OnDisconnectResolver extends ClientResolver {
  private final ResolverSetup setup;
  private final SynchronizationContext context;
  private final ServiceConfigParser parser;

  private @Nullable Listener2 listener;
  private Optional<DnsAnswer> last = Optional.empty();
  private long lastNanos;
  private boolean resolving;

  OnDisconnectResolver(ResolverSetup setup, NameResolver.Args args) {
    this.setup = setup;
    this.context = args.getSynchronizationContext();
    this.parser = args.getServiceConfigParser();
  }

  @Override
  public String getServiceAuthority() {
    return setup.name() + ":" + setup.port();
  }

  @Override
  public void start(Listener2 toInform) {
    listener = toInform;
    ask();
  }

  @Override
  public void refresh() {
    // As in DnsNameResolver, a lookup that is under way answers this request too.
    if (listener == null || resolving) {
      return;
    }
    Duration age = last.isPresent() ? sinceLast() : Duration.ZERO;
    boolean discarded =
        last.isPresent() && !setup.gate().isZero() && age.compareTo(setup.gate()) <= 0;
    setup.events().refreshAsked(discarded, age);
    if (!discarded) {
      ask();
    }
  }

  @Override
  public void redeliver() {
    context.execute(() -> last.ifPresent(this::deliver));
  }

  @Override
  public void shutdown() {
    listener = null;
  }

  private Duration sinceLast() {
    return Duration.ofNanos(setup.ticker().getAsLong() - lastNanos);
  }

  private void ask() {
    resolving = true;
    setup.lookups().execute(this::lookUp);
  }

  /** On a thread of its own, because it blocks. */
  private void lookUp() {
    try {
      DnsAnswer answer = setup.names().lookup(setup.name());
      context.execute(() -> finish(answer));
    } catch (IOException | RuntimeException failure) {
      context.execute(() -> fail(messageOf(failure), failure));
    }
  }

  private void finish(DnsAnswer answer) {
    if (answer.ips().isEmpty()) {
      // InetAddress.getAllByName throws for a name without an address, and so DnsNameResolver
      // fails.
      String message = "no address for " + setup.name();
      fail(message, new IOException(message));
      return;
    }
    if (listener != null) {
      setup.events().resolved(addresses(answer), answer);
      deliver(answer);
      last = Optional.of(answer);
      lastNanos = setup.ticker().getAsLong();
    }
    resolving = false;
  }

  private void fail(String message, Exception cause) {
    if (listener != null) {
      setup.events().failed(message);
      Status status =
          Status.UNAVAILABLE
              .withDescription("Unable to resolve host " + setup.name())
              .withCause(cause);
      listener.onResult2(
          ResolutionResult.newBuilder().setAddressesOrError(StatusOr.fromStatus(status)).build());
    }
    resolving = false;
  }

  private void deliver(DnsAnswer answer) {
    if (listener == null) {
      return;
    }
    List<EquivalentAddressGroup> groups =
        addresses(answer).stream().map(setup.reach()::to).map(Endpoints::group).toList();
    listener.onResult2(
        ResolutionResult.newBuilder()
            .setAddressesOrError(StatusOr.fromValue(groups))
            .setServiceConfig(parser.parseServiceConfig(setup.serviceConfig().get()))
            .build());
  }

  private List<Address> addresses(DnsAnswer answer) {
    return answer.ips().stream().map(setup::address).toList();
  }

  private static String messageOf(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
