package dev.roundabout.viz.cluster.kubernetes.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.kubernetes.Kubeconfigs;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections.Patience;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionsTest {
  @TempDir Path folder;

  /** fabric8 begins with a second and doubles it five times, whatever the API does meanwhile. */
  @Test
  void aBrokenWatchIsOpenedAgainSoonAfterTheApiIsBack() throws IOException {
    Kubeconfigs files =
        new Kubeconfigs(folder).home(Kubeconfigs.text("cloud", "https://api.example.com", "{}"));
    Kubeconfig kubeconfig = Kubeconfig.read(files.source());
    Connections connections =
        Connections.to(kubeconfig.context("cloud"), InstantSource.system(), line -> {});
    try (KubernetesClient client = connections.open(Patience.STEADY)) {
      assertThat(client.getConfiguration().getWatchReconnectInterval()).isEqualTo(250);
    }
  }

  /** fabric8 loads every one that it finds, and fails where the parts of one are missing. */
  @Test
  void theOnlyHttpClientIsTheOneOfTheJdk() {
    assertThat(
            ServiceLoader.load(HttpClient.Factory.class).stream().map(ServiceLoader.Provider::type))
        .containsExactly(JdkHttpClientFactory.class);
  }
}
