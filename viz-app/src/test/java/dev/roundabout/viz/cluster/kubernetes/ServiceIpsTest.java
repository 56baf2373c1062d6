package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ServiceIpsTest {
  private static final String SERVER = "server.default.svc.cluster.local";

  private final FakeKubernetes api = FakeKubernetes.start();
  private final KubernetesClient client = FakeClusters.client(api.kubeconfig());
  private final ServiceIps ips = new ServiceIps(client, Runnable::run, Duration.ofSeconds(30));

  @AfterEach
  void close() {
    client.close();
    api.close();
  }

  @Test
  void theLastAddressHoldsWhileTheApiIsAway() throws IOException {
    api.deploy("default", 0);
    List<String> known = ips.of(SERVER);
    assertThat(known).hasSize(1);
    api.trouble().down();
    ips.forget();
    assertThat(ips.of(SERVER)).isEqualTo(known);
  }

  @Test
  void whatDnsAnsweredHoldsWhileTheApiIsAway() throws IOException {
    ips.learn(SERVER, List.of("10.96.0.7"));
    api.trouble().down();
    assertThat(ips.of(SERVER)).containsExactly("10.96.0.7");
  }

  @Test
  void whatWasNeverKnownIsSaid() {
    api.trouble().down();
    assertThatThrownBy(() -> ips.of(SERVER))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ClusterIP of " + SERVER);
  }
}
