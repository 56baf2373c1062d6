package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
  /** fabric8 loads every one that it finds, and fails where the parts of one are missing. */
  @Test
  void theOnlyHttpClientIsTheOneOfTheJdk() {
    assertThat(
            ServiceLoader.load(HttpClient.Factory.class).stream().map(ServiceLoader.Provider::type))
        .containsExactly(JdkHttpClientFactory.class);
  }
}
