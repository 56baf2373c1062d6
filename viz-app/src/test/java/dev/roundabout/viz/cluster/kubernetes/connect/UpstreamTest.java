package dev.roundabout.viz.cluster.kubernetes.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.kubernetes.Kubeconfigs;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.RequestConfig;
import org.junit.jupiter.api.Test;

/**
 * What fabric8 does not take from a kubeconfig, and is done here for it: each fails when fabric8
 * has learnt it, and then ours may go.
 */
final class UpstreamTest {
  private static final String SERVER = "https://api.example.com";

  private static Config read(String user) {
    return Config.fromKubeconfig(Kubeconfigs.text("cloud", SERVER, user));
  }

  /** github.com/fabric8io/kubernetes-client/issues/7951 */
  @Test
  void fabric8DropsImpersonation() {
    RequestConfig request =
        read("{token: t, as: viewer, as-user-extra: {reason: [demo]}}").getRequestConfig();
    assertThat(request.getImpersonateUsername()).isNull();
    assertThat(request.getImpersonateExtras()).isNullOrEmpty();
  }

  /** github.com/fabric8io/kubernetes-client/issues/7948 */
  @Test
  void fabric8FilesAProxyUrlUnderItsOwnScheme() {
    Config config =
        Config.fromKubeconfig(
            Kubeconfigs.text("cloud", SERVER, "{}")
                .replace("cluster: {server", "cluster: {proxy-url: 'http://p:3128', server"));
    assertThat(config.getHttpProxy()).isEqualTo("http://p:3128");
    assertThat(config.getHttpsProxy()).isNull();
  }

  /** github.com/fabric8io/kubernetes-client/issues/7956 */
  @Test
  void fabric8ChecksACertificateAgainstTheNameInTheUrlAlone() {
    try (FakeKubernetes api = FakeKubernetes.startWithTls()) {
      String other = "tls-server-name: somebody.example\n      server: ";
      Config config = Config.fromKubeconfig(api.trustingKubeconfig().replace("server: ", other));
      assertThat(config.getTlsServerName()).isEqualTo("somebody.example");
      try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
        assertThat(client.namespaces().withName("default").get()).isNotNull();
      }
    }
  }

  @Test
  void fabric8ReadsNoTokenFile() {
    assertThat(read("{tokenFile: /dev/null, token: stale}").getAutoOAuthToken()).isEqualTo("stale");
  }
}
