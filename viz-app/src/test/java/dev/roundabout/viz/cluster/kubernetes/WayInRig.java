package dev.roundabout.viz.cluster.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections.Patience;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.ServiceKind;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way in to a fake cluster, with informers that fill its book. */
final class WayInRig implements AutoCloseable {
  private static final String SERVICE_LABEL = "kubernetes.io/service-name";

  final FakeKubernetes api;
  final PodBook book = new PodBook();
  final List<Fact> facts = new CopyOnWriteArrayList<>();
  final ClusterInfo info;
  final WayIn way;
  private final KubernetesClient client;
  private final Set<EndpointSlice> slices = ConcurrentHashMap.newKeySet();

  /**
   * @param clusterIpPort that the ClusterIP Service listens on
   */
  WayInRig(FakeKubernetes api, int clusterIpPort) throws IOException {
    this.api = api;
    client = FakeClusters.client(api.kubeconfig(), Patience.STEADY);
    info =
        new ClusterInfo(
            new Origin("minikube", "a test", "minikube", api.server()),
            "default",
            "server",
            "server-headless.default.svc.cluster.local",
            "server.default.svc.cluster.local",
            9090,
            clusterIpPort);
    Reports reports = new Reports(Clock.systemUTC(), facts::add);
    way =
        WayIn.open(
            client,
            info,
            book,
            false,
            new Denials(Clock.systemUTC(), facts::add),
            reports,
            System::nanoTime,
            new Random(1));
    api.client().pods().inNamespace("default").inform(new Pods());
    api.client().discovery().v1().endpointSlices().inNamespace("default").inform(new Slices());
  }

  static WayInRig of(FakeKubernetes api, int replicas) throws IOException {
    api.deploy("default", replicas);
    WayInRig rig = new WayInRig(api, 9090);
    rig.awaitReady(replicas);
    return rig;
  }

  /** Waits until so many pods are ready, and the book knows their endpoints. */
  void awaitReady(int replicas) {
    api.awaitReady("default", replicas);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                addresses().equals(readyAddresses(ServiceKind.HEADLESS))
                    && addresses().equals(readyAddresses(ServiceKind.CLUSTER_IP)));
  }

  /** Where the pods serve. */
  Set<Address> addresses() {
    Set<Address> addresses = new HashSet<>();
    for (Pod pod : api.pods("default")) {
      addresses.add(new Address(pod.getStatus().getPodIP(), info.podPort()));
    }
    return addresses;
  }

  private Set<Address> readyAddresses(ServiceKind kind) {
    Set<Address> addresses = new HashSet<>();
    book.ready(kind).forEach(endpoint -> addresses.add(endpoint.address()));
    return addresses;
  }

  <F extends Fact> List<F> facts(Class<F> kind) {
    return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private final class Pods implements ResourceEventHandler<Pod> {
    @Override
    public void onAdd(Pod pod) {
      book.pod(
          pod.getMetadata().getName(),
          pod.getStatus().getPodIPs().stream().map(PodIP::getIp).toList());
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
      onAdd(pod);
    }

    @Override
    public void onDelete(Pod pod, boolean unknown) {
      book.gone(pod.getMetadata().getName());
    }
  }

  private final class Slices implements ResourceEventHandler<EndpointSlice> {
    @Override
    public void onAdd(EndpointSlice slice) {
      onDelete(slice, false);
      slices.add(slice);
      fill();
    }

    @Override
    public void onUpdate(EndpointSlice before, EndpointSlice slice) {
      onAdd(slice);
    }

    @Override
    public void onDelete(EndpointSlice slice, boolean unknown) {
      slices.removeIf(known -> known.getMetadata().getName().equals(slice.getMetadata().getName()));
      fill();
    }

    private void fill() {
      book.endpoints(ServiceKind.HEADLESS, endpoints("server-headless"));
      book.endpoints(ServiceKind.CLUSTER_IP, endpoints("server"));
    }

    private List<Endpoint> endpoints(String service) {
      return slices.stream()
          .filter(slice -> service.equals(slice.getMetadata().getLabels().get(SERVICE_LABEL)))
          .flatMap(slice -> endpoints(slice).stream())
          .toList();
    }

    private List<Endpoint> endpoints(EndpointSlice slice) {
      int port = slice.getPorts().stream().mapToInt(EndpointPort::getPort).findFirst().orElse(0);
      return slice.getEndpoints().stream()
          .map(
              each ->
                  new Endpoint(
                      new Address(each.getAddresses().get(0), port),
                      each.getTargetRef().getName(),
                      each.getConditions().getReady()))
          .toList();
    }
  }

  @Override
  public void close() {
    way.close();
    client.close();
  }
}
