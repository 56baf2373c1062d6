package dev.roundabout.viz.cluster.kubernetes.fake;

import static org.awaitility.Awaitility.await;

import dev.roundabout.workload.WorkloadServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster for tests, on 127.0.0.1: see the package. All methods may be called from any thread.
 *
 * <pre>{@code
 * try (FakeKubernetes api = FakeKubernetes.start()) {
 *   api.deploy("default", 3);
 *   api.awaitReady("default", 3);
 * }
 * }</pre>
 */
public final class FakeKubernetes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Gatekeeper.Tokens tokens = Gatekeeper.Tokens.random();
  private final Optional<Certificate> certificate;
  private final Machinery machinery;
  private final Trouble trouble;
  private final JobPods jobs;
  private final KubernetesClient client;

  private FakeKubernetes(Optional<Certificate> certificate) {
    this.certificate = certificate;
    machinery = new Machinery(Clock.systemUTC(), tokens, certificate);
    trouble = new Trouble(machinery);
    jobs = new JobPods(machinery.typed(), machinery.logs());
    client = admin();
    machinery.furniture().install();
    awaitReady(PodFaults.SYSTEM, 1);
  }

  /** A cluster with the namespace {@code default}, and a DNS in {@code kube-system}. */
  public static FakeKubernetes start() {
    return new FakeKubernetes(Optional.empty());
  }

  /** The same over HTTPS, with a certificate that {@link #kubeconfig()} does not trust. */
  public static FakeKubernetes startWithTls() {
    return new FakeKubernetes(Optional.of(Certificate.forLoopback()));
  }

  /** The address of the API. */
  public String server() {
    return (certificate.isPresent() ? "https" : "http")
        + "://127.0.0.1:"
        + machinery.server().port();
  }

  /** A kubeconfig whose context is called {@code minikube}. */
  public String kubeconfig() {
    return kubeconfig("minikube");
  }

  /** A kubeconfig whose context has this name; its user may do everything that is not forbidden. */
  public String kubeconfig(String context) {
    return new KubeconfigText(server(), Optional.empty()).of(context, tokens.user());
  }

  /** As {@link #kubeconfig()}, and it trusts the certificate of the API. */
  public String trustingKubeconfig() {
    return new KubeconfigText(server(), certificate.map(Certificate::pem))
        .of("minikube", tokens.user());
  }

  /** The token that the kubeconfigs bear. */
  public String token() {
    return tokens.user();
  }

  /** A client for arranging and looking: nothing is forbidden to it, but the API may be down. */
  public KubernetesClient client() {
    return client;
  }

  private KubernetesClient admin() {
    KubeconfigText text = new KubeconfigText(server(), Optional.empty());
    Config config = Config.fromKubeconfig(text.of("admin", tokens.admin()));
    config.setTrustCerts(true);
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(30_000);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new JdkHttpClientFactory())
        .build();
  }

  /** Creates the Deployment {@code server} and its two Services; pods follow. */
  public void deploy(String namespace, int replicas) {
    machinery.furniture().deploy(namespace, replicas);
  }

  /** Creates a namespace. */
  public void namespace(String name) {
    machinery.furniture().namespace(name);
  }

  /** Waits until a namespace has just so many pods, all of them ready. */
  public void awaitReady(String namespace, int pods) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              List<Pod> there = pods(namespace);
              return there.size() == pods && there.stream().allMatch(Owners::isReady);
            });
  }

  /** The pods of a namespace as they are now, whatever has become of the API. */
  public List<Pod> pods(String namespace) {
    return machinery.typed().list(Pod.class).stream()
        .filter(pod -> pod.getMetadata().getNamespace().equals(namespace))
        .toList();
  }

  /** The real servers behind the pods that run, by the name of the pod. */
  public Map<String, WorkloadServer> podServers() {
    return machinery.containers().servers();
  }

  /** The real server behind a pod that runs. */
  public WorkloadServer podServer(String pod) {
    return Optional.ofNullable(podServers().get(pod))
        .orElseThrow(() -> new IllegalStateException("nothing runs in " + pod));
  }

  /** Pods and Services from now on have addresses of these families: {@code IPv4}, {@code IPv6}. */
  public void ipFamilies(String... families) {
    machinery.ips().families(Arrays.asList(families));
  }

  /** What the names of Services end in from now on; {@code cluster.local} otherwise. */
  public void clusterDomain(String domain) {
    machinery.dns().zone(domain);
  }

  /** How many endpoints a slice holds at most; Kubernetes' default is 100. */
  public void endpointsPerSlice(int most) {
    machinery.sliceSize(most);
  }

  /** Serves KEDA's {@code ScaledObject}s ({@code keda.sh/v1alpha1}); before, there are none. */
  public void installKeda() {
    machinery.types().add(ResourceTypes.SCALED_OBJECTS);
  }

  /** Prints a line in the newest pod of a Job. */
  public void print(String namespace, String job, String line) {
    jobs.print(namespace, job, line);
  }

  /** Ends the newest pod of a Job with an exit code; its log ends too. */
  public void finish(String namespace, String job, int exitCode) {
    jobs.finish(namespace, job, exitCode);
  }

  /** Waits until the newest pod of a Job runs. */
  public void awaitRunning(String namespace, String job) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .until(() -> jobs.isRunning(namespace, job));
  }

  /** What the user of the kubeconfigs has asked for, allowed or not; never this test's client. */
  public Set<Asked> asked() {
    return machinery.access().asked();
  }

  /** As whom the user has asked: the headers for it of each kind of request that came. */
  public Set<List<String>> impersonations() {
    return machinery.gate().impersonations();
  }

  /** How many watches are open. */
  public int watches() {
    return machinery.watches().count();
  }

  /** How many port-forward streams are open. */
  public int portForwards() {
    return machinery.forwards().count();
  }

  /** How many port-forward streams wait for their web socket. */
  public int heldPortForwards() {
    return machinery.forwards().held();
  }

  /** How many queries the cluster's DNS has been asked. */
  public int dnsQueries() {
    return machinery.dns().queries();
  }

  /** How many connections the cluster's DNS has. */
  public int dnsConnections() {
    return machinery.dns().connections();
  }

  /** What may go wrong. */
  public Trouble trouble() {
    return trouble;
  }

  /**
   * Ends everything.
   *
   * @throws IllegalStateException where a controller of the fake itself failed
   */
  @Override
  public void close() {
    client.close();
    machinery.close();
  }
}
