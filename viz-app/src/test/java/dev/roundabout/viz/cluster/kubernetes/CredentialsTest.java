package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Hearing;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Credentials that a plugin gives, on a look that lasts: one failure of it is no end of anything.
 */
final class CredentialsTest {
  @TempDir Path folder;
  private final FakeKubernetes api = FakeKubernetes.start();

  /** The plugin fails while this file is there. */
  private Path fails;

  @BeforeEach
  void plugin() throws IOException {
    fails = folder.resolve("fails");
    Kubeconfigs files = new Kubeconfigs(folder);
    Path script =
        files.file(
            ".kube/plugin.sh",
            """
            #!/bin/sh
            test -e %s && exit 1
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",\
            "status":{"token":"%s"}}'
            """
                .formatted(fails, api.token()));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    String exec = "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin.sh}}";
    files.home(Kubeconfigs.text("minikube", api.server(), exec));
    api.deploy("default", 1);
    api.awaitReady("default", 1);
  }

  @AfterEach
  void end() {
    api.close();
  }

  /** As one that has been open for a minute, at each request. */
  private record Aged(ContextConfig config) implements Interceptor {
    private TokenRefreshInterceptor fabric8() {
      return new TokenRefreshInterceptor(config, new JdkHttpClientFactory(), Instant.EPOCH);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      fabric8().before(builder, request, tags);
    }

    @Override
    public CompletableFuture<Boolean> afterFailure(
        BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
      return fabric8().afterFailure(builder, response, tags);
    }
  }

  private Watched watch() throws IOException {
    Kubeconfig kubeconfig = Kubeconfig.read(new Kubeconfigs(folder).source());
    ContextConfig config = ContextConfig.of(kubeconfig, "minikube", InstantSource.system());
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientBuilderConsumer(
                http ->
                    http.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, new Aged(config)))
            .build();
    ClusterInfo info = Discovery.of(client, FakeClusters.origin(api, "minikube"), Wish.NONE);
    return new Watched(
        new KubernetesCluster(
            client,
            info,
            new Guards(false).lock(info, Locality.MINIKUBE),
            FakeClusters.options(Locality.MINIKUBE)));
  }

  @Test
  void aRenewalThatFailsIsNoEndOfTheWatches() throws Exception {
    try (Watched watched = watch()) {
      watched.awaitReady(1);
      Files.createFile(fails);
      api.trouble().goneOnNextWatch();
      api.client().apps().deployments().inNamespace("default").withName("server").scale(2);
      api.awaitReady("default", 2);
      Files.delete(fails);
      watched.awaitReady(2);
    }
  }

  @Test
  void credentialsThatAreNotAcceptedComeWithTheReasonWhyTheyWereNotRenewed() throws Exception {
    try (Watched watched = watch()) {
      watched.awaitReady(1);
      Files.createFile(fails);
      api.trouble().unauthorized(true);
      watched.eventually(
          () ->
              assertThat(watched.snapshot().cluster().api().hearing().map(Hearing::why).orElse(""))
                  .contains(
                      "does not accept your credentials", "could not be renewed", "plugin.sh"));
    }
  }
}
