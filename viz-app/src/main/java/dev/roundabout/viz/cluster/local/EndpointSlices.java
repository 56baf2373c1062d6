package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.EndpointsSeen;
import dev.roundabout.viz.model.ServiceKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Follows the ready pods as the EndpointSlice controller does: a little late, and with the changes
 * of that moment together. kube-proxy follows at once, DNS a little later. On {@code local-cluster}
 * only.
 */
final class EndpointSlices {
  private final Loop loop;
  private final Supplier<Delays> delays;
  private final RandomGenerator random;
  private final Reports reports;
  private final Consumer<List<Address>> kubeProxy;
  private final Consumer<List<Address>> dns;
  private Optional<List<Address>> published = Optional.empty();
  private boolean planned;

  EndpointSlices(
      Loop loop,
      Supplier<Delays> delays,
      RandomGenerator random,
      Reports reports,
      Consumer<List<Address>> kubeProxy,
      Consumer<List<Address>> dns) {
    this.loop = loop;
    this.delays = delays;
    this.random = random;
    this.reports = reports;
    this.kubeProxy = kubeProxy;
    this.dns = dns;
  }

  /**
   * @param endpoints where the ready pods serve, read when the slices are written
   */
  void podsChanged(Supplier<List<Address>> endpoints) {
    if (planned) {
      return;
    }
    planned = true;
    loop.after(
        delays.get().endpointSlice().draw(random),
        () -> {
          planned = false;
          publish(endpoints.get());
        });
  }

  void publish(List<Address> ready) {
    if (published.filter(ready::equals).isPresent()) {
      return;
    }
    published = Optional.of(ready);
    kubeProxy.accept(ready);
    for (ServiceKind kind : ServiceKind.values()) {
      reports.accept(new EndpointsSeen(reports.now(), kind, ready));
    }
    // Takes the newest list when the time comes, so that a short delay never overtakes a long one.
    loop.after(delays.get().dns().draw(random), () -> published.ifPresent(dns));
  }
}
