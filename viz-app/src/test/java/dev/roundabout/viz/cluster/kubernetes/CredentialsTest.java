package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections.Patience;
import dev.roundabout.viz.cluster.kubernetes.connect.KubeContext;
import dev.roundabout.viz.cluster.kubernetes.connect.Kubeconfig;
import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Hearing;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Credentials that a plugin gives, on a look that lasts: one failure of it is no end of anything.
 */
final class CredentialsTest {
  @TempDir Path folder;
  private final FakeKubernetes api = FakeKubernetes.startWithTls();

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
            "status":{"token":"%s","expirationTimestamp":"2020-01-01T00:00:00Z"}}'
            """
                .formatted(fails, api.token()));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    String exec =
        "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin.sh,"
            + " interactiveMode: Never}}";
    files.home(Kubeconfigs.insecure("minikube", api.server(), exec));
    api.deploy("default", 1);
    api.awaitReady("default", 1);
  }

  @AfterEach
  void end() {
    api.close();
  }

  private Watched watch() throws IOException {
    KubeContext context = Kubeconfig.read(new Kubeconfigs(folder).source()).context("minikube");
    KubernetesClient client =
        Connections.to(context, InstantSource.system(), line -> {}).open(Patience.STEADY);
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
