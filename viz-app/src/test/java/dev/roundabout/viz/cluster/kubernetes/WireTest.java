package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.Cluster.UnansweredException;
import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections.Patience;
import dev.roundabout.viz.cluster.kubernetes.connect.KubeContext;
import dev.roundabout.viz.cluster.kubernetes.connect.Kubeconfig;
import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a kubeconfig is seen on the wire: by the API, and by a proxy on the way. */
final class WireTest {
  private static final String FAR = "https://api.example.com:6443";

  @TempDir Path folder;
  private final FakeKubernetes api = FakeKubernetes.startWithTls();

  @BeforeEach
  void deploy() {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
  }

  @AfterEach
  void end() {
    api.close();
  }

  private KubernetesClient client(String kubeconfig) throws IOException {
    Kubeconfigs files = new Kubeconfigs(folder).home(kubeconfig);
    KubeContext context = Kubeconfig.read(files.source()).context("minikube");
    return Connections.to(context, InstantSource.system(), line -> {}).open(Patience.STEADY);
  }

  private Watched watch(String kubeconfig) throws IOException {
    KubernetesClient client = client(kubeconfig);
    ClusterInfo info = Discovery.of(client, FakeClusters.origin(api, "minikube"), Wish.NONE);
    return new Watched(
        new KubernetesCluster(
            client,
            info,
            new Guards(false).lock(info, Locality.MINIKUBE),
            FakeClusters.options(Locality.MINIKUBE)));
  }

  private String user(String more) {
    return "{token: " + api.token() + more + "}";
  }

  private String through(String proxy) {
    return Kubeconfigs.insecure("minikube", FAR, user(""))
        .replace("cluster: {insecure", "cluster: {proxy-url: '" + proxy + "', insecure");
  }

  private int port() {
    return URI.create(api.server()).getPort();
  }

  @Test
  void everyRequestWatchStreamAndChangeIsMadeAsWhomTheKubeconfigSays() throws Exception {
    String as =
        ", as: viewer@qa, as-uid: '42', as-groups: [dev, ops], as-user-extra: {reason/x: [a, b]}";
    try (Watched watched = watch(Kubeconfigs.insecure("minikube", api.server(), user(as)))) {
      watched.awaitReady(1);
      watched.cluster().apply(new Action.Scale(2));
      watched.awaitReady(2);
      var unused = watched.cluster().names().lookup(watched.cluster().info().headlessName());
      watched.eventually(() -> assertThat(api.portForwards()).isPositive());
    }
    assertThat(api.impersonations())
        .containsExactly(
            List.of(
                "Impersonate-Extra-reason%2Fx: a",
                "Impersonate-Extra-reason%2Fx: b",
                "Impersonate-Group: dev",
                "Impersonate-Group: ops",
                "Impersonate-Uid: 42",
                "Impersonate-User: viewer@qa"));
  }

  @Test
  void requestsWatchesAndStreamsGoThroughTheProxyAndItHearsNothingElse() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy(port());
        Watched watched = watch(through("http://me:p%40ss@127.0.0.1:" + proxy.port()))) {
      watched.awaitReady(1);
      var unused = watched.cluster().names().lookup(watched.cluster().info().headlessName());
      watched.eventually(() -> assertThat(api.portForwards()).isPositive());
      assertThat(proxy.asked())
          .isNotEmpty()
          .containsOnly(
              "CONNECT api.example.com:6443 HTTP/1.1\r\nHost: api.example.com:6443\r\n"
                  + "Proxy-Authorization: Basic bWU6cEBzcw==\r\n\r\n");
    }
  }

  @Test
  void aSocksProxyIsGivenTheName() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy(port());
        KubernetesClient client = client(through("socks5://127.0.0.1:" + proxy.port()))) {
      assertThat(client.pods().inNamespace("default").list().getItems()).hasSize(1);
      assertThat(proxy.asked()).containsOnly("api.example.com:6443");
    }
  }

  @Test
  void aProxyThatIsNotThereIsNamed() throws Exception {
    int nobody;
    try (ConnectProxy proxy = new ConnectProxy(port())) {
      nobody = proxy.port();
    }
    try (KubernetesClient client = client(through("http://127.0.0.1:" + nobody))) {
      assertThatThrownBy(() -> client.pods().inNamespace("default").list())
          .satisfies(
              failure ->
                  assertThat(new Faults(FakeClusters.origin(api, "minikube")).words(failure))
                      .contains("the proxy on the way", "cannot be reached", "proxy-url"));
    }
  }

  @Test
  void theCertificateHasToBeForTheNameThatTheKubeconfigGives() throws IOException {
    String trusting = api.trustingKubeconfig();
    String named = trusting.replace("server: ", "tls-server-name: localhost\n      server: ");
    try (KubernetesClient client = client(named)) {
      assertThat(client.pods().inNamespace("default").list().getItems()).hasSize(1);
    }
    try (KubernetesClient client = client(named.replace("localhost", "somebody.example"))) {
      assertThatThrownBy(() -> client.pods().inNamespace("default").list())
          .hasStackTraceContaining("somebody.example");
    }
  }

  @Test
  void aScalingWhoseAnswerIsLostIsLookedAtAndADeletionIsSaidNotToBeKnown() throws Exception {
    try (Watched watched = watch(Kubeconfigs.insecure("minikube", api.server(), user("")))) {
      watched.awaitReady(1);
      api.trouble().unanswered("PUT", true);
      assertThat(watched.cluster().apply(new Action.Scale(2))).contains(new Action.Scale(1));
      api.trouble().unanswered("PUT", false);
      watched.awaitReady(2);
      api.trouble().unanswered("DELETE", true);
      String pod = watched.names().get(0);
      assertThatThrownBy(() -> watched.cluster().apply(new Action.Kill(pod, false)))
          .isInstanceOf(UnansweredException.class)
          .hasMessageContainingAll("asked to delete " + pod, "answer was lost");
    }
  }
}
