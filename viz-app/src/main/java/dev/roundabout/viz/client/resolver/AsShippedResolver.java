package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Resolving;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * grpc-java's own resolver for {@code dns:///}, untouched: what it is asked and what it delivers is
 * passed on and told. It asks {@code InetAddress}, whose cache (security property {@code
 * networkaddress.cache.ttl}) may answer without a question to DNS; that is counted as a question.
 */
final class AsShippedResolver implements ModeResolver {
  private final ResolverSetup setup;
  private final NameResolver.Args args;
  private final Delivery delivery;
  private final Duration gate;
  private @Nullable Life life;
  private boolean underWay;

  AsShippedResolver(ResolverSetup setup, NameResolver.Args args, Delivery delivery) {
    this.setup = setup;
    this.args = args(args);
    this.delivery = delivery;
    this.gate = gate();
  }

  /** It hands each lookup to this executor and nothing else: how one sees whether it asks. */
  private NameResolver.Args args(NameResolver.Args of) {
    return NameResolver.Args.newBuilder()
        .setDefaultPort(of.getDefaultPort())
        .setProxyDetector(of.getProxyDetector())
        .setSynchronizationContext(of.getSynchronizationContext())
        .setServiceConfigParser(of.getServiceConfigParser())
        .setOffloadExecutor(this::lookUp)
        .build();
  }

  /** As {@code DnsNameResolver.getNetworkAddressCacheTtlNanos} reads it; below zero is for ever. */
  private static Duration gate() {
    return Duration.ofSeconds(
        Long.getLong("networkaddress.cache.ttl", Resolving.DEFAULT_GATE.toSeconds()));
  }

  @Override
  public void start() {
    underWay = false;
    URI target = URI.create("dns:///" + setup.name() + ":" + setup.port());
    Life next =
        new Life(
            Objects.requireNonNull(
                NameResolverRegistry.getDefaultRegistry().asFactory().newNameResolver(target, args),
                "grpc-java has no resolver for dns:///"));
    life = next;
    next.shipped.start(next);
    tellQuestion();
  }

  @Override
  public void refresh() {
    if (life == null || underWay) {
      return;
    }
    Duration age = delivery.age().orElse(Duration.ZERO);
    life.shipped.refresh();
    setup.events().refreshAsked(!underWay, age, gate);
    tellQuestion();
  }

  /** Its gate cannot be passed, but a new one has no answer yet, and asks. */
  @Override
  public void resolveNow() {
    stop();
    start();
  }

  @Override
  public void stop() {
    if (life != null) {
      life.shipped.shutdown();
      life = null;
    }
  }

  private void lookUp(Runnable lookup) {
    underWay = true;
    setup.lookups().execute(lookup);
  }

  private void tellQuestion() {
    if (underWay) {
      setup.events().queried();
    }
  }

  private static List<Address> addresses(List<EquivalentAddressGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.getAddresses().stream())
        .flatMap(
            address ->
                address instanceof InetSocketAddress inet && inet.getAddress() != null
                    ? Stream.of(new Address(inet.getAddress().getHostAddress(), inet.getPort()))
                    : Stream.empty())
        .toList();
  }

  /** One resolver of grpc-java's; a lookup that is under way as it ends is of no use any more. */
  private final class Life extends NameResolver.Listener2 {
    private final NameResolver shipped;

    Life(NameResolver shipped) {
      this.shipped = shipped;
    }

    @Override
    public void onResult(NameResolver.ResolutionResult result) {
      delivery.run(() -> onResult2(result));
    }

    @Override
    public Status onResult2(NameResolver.ResolutionResult result) {
      return result.getAddressesOrError().hasValue()
          ? answered(result.getAddressesOrError().getValue())
          : failed(result.getAddressesOrError().getStatus());
    }

    @Override
    public void onError(Status error) {
      delivery.run(() -> failed(error));
    }

    private Status answered(List<EquivalentAddressGroup> groups) {
      if (life != this) {
        return Status.OK;
      }
      underWay = false;
      return delivery.answered(new Answer(addresses(groups), groups, "InetAddress", Duration.ZERO));
    }

    private Status failed(Status error) {
      if (life != this) {
        return Status.OK;
      }
      underWay = false;
      Throwable cause = error.getCause();
      String why = cause == null ? String.valueOf(error.getDescription()) : cause.toString();
      return delivery.failed(why, error);
    }
  }
}
