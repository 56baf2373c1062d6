package dev.roundabout.viz.cluster.kubernetes.fake;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;

/** A fake, and a plain client of the user whom the kubeconfig names. */
abstract class WithFake {
  final FakeKubernetes api;
  final KubernetesClient client;

  WithFake() {
    this(FakeKubernetes.start());
  }

  WithFake(FakeKubernetes api) {
    this.api = api;
    this.client = client(api.kubeconfig());
  }

  static KubernetesClient client(String kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig);
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(30_000);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new JdkHttpClientFactory())
        .build();
  }

  /** The pods of the namespace {@code default}. */
  List<Pod> pods() {
    return client.pods().inNamespace("default").list().getItems();
  }

  Pod anyPod() {
    return pods().get(0);
  }

  static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  static void eventually(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptions()
        .untilAsserted(assertion);
  }

  @AfterEach
  void close() {
    client.close();
    api.close();
  }
}
