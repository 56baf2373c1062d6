package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.ClusterFact.ServiceSeen;
import dev.roundabout.viz.model.ServiceFault;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the addresses of the ClusterIP Service, knows which pods it selects, and says what is wrong
 * with it.
 */
final class ServiceWatch implements Observer<Service> {
  private final ServiceReading reading;
  private final PodBook book;
  private final Reports reports;
  private final Consumer<Map<String, String>> selector;
  private Optional<Service> there = Optional.empty();
  private boolean listed;
  private Optional<ServiceFault> last = Optional.empty();
  private Optional<ServiceFault> told = Optional.empty();

  ServiceWatch(
      ServiceReading reading,
      PodBook book,
      Reports reports,
      Consumer<Map<String, String>> selector) {
    this.reading = reading;
    this.book = book;
    this.reports = reports;
    this.selector = selector;
  }

  @Override
  public void seen(Service service) {
    there = Optional.of(service);
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
    there = Optional.empty(); // its address stays known: it leads nowhere
  }

  @Override
  public void listed() {
    listed = true;
  }

  /**
   * Says what is wrong with it once that lasts from one look to the next: a Deployment and its
   * Services are made, and taken away, one after another.
   *
   * @param podLabels of the Deployment's pods; empty where they may not be read
   */
  void look(Optional<Map<String, String>> podLabels) {
    if (!listed) {
      return;
    }
    Optional<ServiceFault> now = reading.fault(there, podLabels);
    boolean lasts = now.equals(last);
    last = now;
    if ((lasts || now.isEmpty()) && !now.equals(told)) {
      told = now;
      reports.accept(new ServiceSeen(reports.now(), reading.kind(), now));
    }
  }
}
