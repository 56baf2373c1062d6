package dev.roundabout.viz.cluster.kubernetes.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.junit.jupiter.api.Test;

/** The API over HTTPS. */
final class FakeTlsTest extends WithFake {
  FakeTlsTest() {
    super(FakeKubernetes.startWithTls());
  }

  @Test
  void theCertificateIsNotTrustedUnlessTheKubeconfigSaysSo() {
    assertThat(api.server()).startsWith("https://127.0.0.1:");
    assertThatThrownBy(this::pods)
        .hasStackTraceContaining("unable to find valid certification path");
    try (KubernetesClient trusting = client(api.trustingKubeconfig())) {
      api.deploy("default", 1);
      try (SharedIndexInformer<Pod> informer =
          trusting.pods().inNamespace("default").runnableInformer(0)) {
        informer.run();
        eventually(() -> assertThat(informer.getStore().list()).hasSize(1));
      }
    }
  }
}
