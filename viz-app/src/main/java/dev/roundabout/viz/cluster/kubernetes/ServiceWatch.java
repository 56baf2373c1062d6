package dev.roundabout.viz.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps the addresses of the ClusterIP Service, and knows which pods it selects. */
final class ServiceWatch implements Observer<Service> {
  private final PodBook book;
  private final Consumer<Map<String, String>> selector;

  ServiceWatch(PodBook book, Consumer<Map<String, String>> selector) {
    this.book = book;
    this.selector = selector;
  }

  @Override
  public void seen(Service service) {
    if (!Discovery.isHeadless(service)) {
      Absent.list(service.getSpec().getClusterIPs()).forEach(book::clusterIp);
      if (service.getSpec().getClusterIP() != null && !service.getSpec().getClusterIP().isEmpty()) {
        book.clusterIp(service.getSpec().getClusterIP());
      }
    }
    if (service.getSpec().getSelector() != null) {
      selector.accept(service.getSpec().getSelector());
    }
  }

  @Override
  public void gone(Service service) {
    // an address that nobody has any more leads nowhere
  }
}
