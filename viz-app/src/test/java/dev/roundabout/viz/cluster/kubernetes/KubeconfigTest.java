package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.kubernetes.Connections.Patience;
import dev.roundabout.viz.model.Choices;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {
  /** The year 2100, in seconds. */
  private static final long FAR_AWAY = 4_102_444_800L;

  private static final String SECRET = "s3cr3t-t0ken";

  /** What a plugin does that has a token. */
  private static final String TOKEN =
      "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\","
          + "\"status\":{\"token\":\"from-the-plugin\"}}'";

  @TempDir Path folder;
  private Kubeconfigs files;

  @BeforeEach
  void home() {
    files = new Kubeconfigs(folder);
  }

  @Test
  void the_default_file_gives_every_context_with_server_namespace_and_kind() throws IOException {
    files.home(
        """
        current-context: prod
        contexts:
        - name: prod
          context: {cluster: far, user: me, namespace: shop}
        - name: kind-demo
          context: {cluster: near, user: me}
        - name: profile
          context: {cluster: mini, user: me}
        clusters:
        - name: far
          cluster: {server: "https://api.example.com"}
        - name: near
          cluster: {server: "https://127.0.0.1:6443"}
        - name: mini
          cluster:
            server: https://192.168.49.2:8443
            extensions:
            - name: cluster_info
              extension: {provider: minikube.sigs.k8s.io, version: v1.35.0}
        """);
    Kubeconfig kubeconfig = Kubeconfig.read(files.source());
    assertThat(kubeconfig.contexts())
        .containsExactly(
            new Choices.Context("prod", "https://api.example.com", "shop", ""),
            new Choices.Context("kind-demo", "https://127.0.0.1:6443", "default", "kind"),
            new Choices.Context("profile", "https://192.168.49.2:8443", "default", "minikube"));
    assertThat(kubeconfig.current()).contains("prod");
    assertThat(files.source().words()).contains("~/.kube/config");
  }

  @Test
  void of_several_files_the_first_that_says_something_wins_and_missing_ones_are_ignored()
      throws IOException {
    Path users = files.file("users", "users:\n- name: me\n  user: {token: from-another-file}\n");
    Path first =
        files.file(
            "first",
            """
            contexts:
            - name: a
              context: {cluster: one, user: me}
            clusters:
            - name: one
              cluster: {server: "https://first.example.com"}
            """);
    Path second = files.file("second", Kubeconfigs.text("a", "https://second.example.com", "{}"));
    Kubeconfig kubeconfig =
        Kubeconfig.read(files.source(folder.resolve("missing"), users, first, second));
    assertThat(kubeconfig.contexts())
        .extracting(Choices.Context::server)
        .containsExactly("https://first.example.com");
    assertThat(kubeconfig.current()).contains("a");
    try (KubernetesClient client = connections(kubeconfig, "a").open(Patience.QUICK)) {
      assertThat(client.getConfiguration().getAutoOAuthToken()).isEqualTo("from-another-file");
      assertThat(client.getConfiguration().refresh().getAutoOAuthToken())
          .isEqualTo("from-another-file");
    }
  }

  @Test
  void without_a_kubeconfig_it_says_where_it_looked_and_what_to_do() {
    assertThat(files.source().isPresent()).isFalse();
    assertThatThrownBy(() -> Kubeconfig.read(files.source()))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("no kubeconfig", "config", "KUBECONFIG", "minikube start");
  }

  @Test
  void broken_yaml_is_named_by_file_and_line_and_nothing_of_it_is_shown() throws IOException {
    files.home("users:\n- name: me\n  user: {token: " + SECRET + "\ncontexts: [\n");
    assertThatThrownBy(() -> Kubeconfig.read(files.source()))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(".kube/config", "line ", "kubectl config view")
        .hasMessageNotContaining(SECRET)
        .hasNoCause();
  }

  @Test
  void yaml_that_is_something_else_is_refused_as_well() throws IOException {
    files.home("contexts: " + SECRET + "\n");
    assertThatThrownBy(() -> Kubeconfig.read(files.source()))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining(SECRET)
        .hasNoCause();
  }

  @Test
  void an_empty_file_has_no_contexts() throws IOException {
    files.home("");
    assertThat(Kubeconfig.read(files.source()).contexts()).isEmpty();
  }

  @Test
  void an_unknown_context_is_answered_with_those_that_there_are() throws IOException {
    files.home(Kubeconfigs.text("minikube", "https://127.0.0.1:1", "{}"));
    assertThatThrownBy(() -> Kubeconfig.read(files.source()).context("prod"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("no context prod", "There is: minikube");
  }

  @Test
  void a_context_whose_cluster_is_not_described_is_said_to_be_so() throws IOException {
    files.home("contexts:\n- name: half\n  context: {cluster: nowhere, user: me}\n");
    assertThatThrownBy(() -> Kubeconfig.read(files.source()).context("half"))
        .hasMessageContainingAll("half", "does not describe");
  }

  @Test
  void a_credential_plugin_is_run() throws IOException {
    script(TOKEN);
    Kubeconfig kubeconfig = Kubeconfig.read(files.source());
    try (KubernetesClient client = connections(kubeconfig, "cloud").open(Patience.QUICK)) {
      assertThat(client.getConfiguration().getAutoOAuthToken()).isEqualTo("from-the-plugin");
    }
  }

  @Test
  void a_credential_plugin_that_gives_nothing_is_named_and_its_output_is_not() throws IOException {
    script("echo " + SECRET + "; exit 1");
    Kubeconfig kubeconfig = Kubeconfig.read(files.source());
    assertThatThrownBy(() -> connections(kubeconfig, "cloud").open(Patience.QUICK))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("plugin.sh", "gave no credentials", "--context=cloud")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void a_credential_plugin_that_waits_for_somebody_to_log_in_holds_up_nothing() throws IOException {
    script("exec sleep 600");
    KnownClusters known =
        new KnownClusters(
            files.source(),
            InstantSource.system(),
            System::nanoTime,
            new Random(7),
            FakeClusters::freeze);
    try {
      assertThat(known.obstacle(known.context("cloud"), Duration.ofSeconds(1)))
          .contains("cloud did not answer within 1 s");
    } finally {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void a_plugin_that_fails_later_leaves_the_token_as_it_is_and_is_named() throws IOException {
    script(TOKEN + "; rm " + folder.resolve(".kube/plugin.sh"));
    ContextConfig config = config(Kubeconfig.read(files.source()), "cloud");
    try (KubernetesClient client = Connections.client(config)) {
      assertThat(config.refresh().getAutoOAuthToken()).isEqualTo("from-the-plugin");
      assertThat(ContextConfig.trouble(client).orElseThrow())
          .contains("plugin.sh", "gave no credentials");
    }
  }

  @Test
  void a_plugin_that_failed_is_not_asked_again_at_once_and_then_it_is() throws IOException {
    Path log = folder.resolve("runs");
    script("echo run >>" + log + "; test -e " + folder.resolve("fails") + " && exit 1; " + TOKEN);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    ContextConfig config = ContextConfig.of(Kubeconfig.read(files.source()), "cloud", now::get);
    Path fails = files.file("fails", "");
    assertThat(config.refresh()).isSameAs(config);
    assertThat(config.refresh()).isSameAs(config);
    assertThat(log).hasContent("run\nrun\n");
    Files.delete(fails);
    now.set(Instant.EPOCH.plusSeconds(60));
    assertThat(config.refresh()).isNotSameAs(config);
    assertThat(log).hasContent("run\nrun\nrun\n");
  }

  @Test
  @Timeout(60)
  void a_plugin_that_hangs_later_is_waited_for_once_and_its_token_taken_when_it_comes()
      throws IOException {
    Path waits = folder.resolve("waits");
    script("while test -e " + waits + "; do sleep 0.1; done; " + TOKEN);
    ContextConfig config = config(Kubeconfig.read(files.source()), "cloud");
    files.file("waits", "");
    assertThat(config.refresh()).isSameAs(config);
    assertThat(config.refresh()).isSameAs(config);
    try (KubernetesClient client = Connections.client(config)) {
      assertThat(ContextConfig.trouble(client).orElseThrow()).contains("longer than 5 s");
    }
    Files.delete(waits);
    await().until(() -> config.refresh() != config);
  }

  @Test
  void a_context_that_was_renamed_meanwhile_is_said_to_be_gone() throws IOException {
    files.home(Kubeconfigs.text("cloud", "https://api.example.com", "{token: mine}"));
    ContextConfig config = config(Kubeconfig.read(files.source()), "cloud");
    files.home(Kubeconfigs.text("other", "https://other.example.com", "{token: not-for-cloud}"));
    try (KubernetesClient client = Connections.client(config)) {
      assertThat(config.refresh().getAutoOAuthToken()).isEqualTo("mine");
      assertThat(ContextConfig.trouble(client).orElseThrow())
          .contains("no context cloud", "There is: other");
    }
  }

  @Test
  void a_certificate_is_not_read_anew() throws IOException {
    files.home(
        Kubeconfigs.text(
            "cloud", "https://api.example.com", "{client-certificate-data: Q0VSVA==}"));
    ContextConfig config = config(Kubeconfig.read(files.source()), "cloud");
    Files.delete(files.source().files().get(0));
    assertThat(config.refresh()).isSameAs(config);
    try (KubernetesClient client = Connections.client(config)) {
      assertThat(ContextConfig.trouble(client)).isEmpty();
    }
  }

  @Test
  void the_token_of_an_oidc_provider_is_taken_while_it_is_good() throws IOException {
    String token = jwt(FAR_AWAY);
    oidc(token);
    assertThat(tokenOf("cloud")).isEqualTo(token);
  }

  private static Connections connections(Kubeconfig kubeconfig, String context) throws IOException {
    return Connections.to(kubeconfig, kubeconfig.context(context), InstantSource.system());
  }

  private static ContextConfig config(Kubeconfig kubeconfig, String context) throws IOException {
    return ContextConfig.of(kubeconfig, context, InstantSource.system());
  }

  private String tokenOf(String context) throws IOException {
    Kubeconfig kubeconfig = Kubeconfig.read(files.source());
    try (KubernetesClient client = connections(kubeconfig, context).open(Patience.QUICK)) {
      return client.getConfiguration().getAutoOAuthToken();
    }
  }

  private void oidc(String token) throws IOException {
    String user = "{auth-provider: {name: oidc, config: {client-id: roundabout, id-token: %s}}}";
    files.home(Kubeconfigs.text("cloud", "https://api.example.com", user.formatted(token)));
  }

  /** Unsigned: nobody but the API looks at the signature. */
  private static String jwt(long expires) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String header = "{\"alg\":\"none\"}";
    String claims = "{\"exp\":" + expires + "}";
    return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".none";
  }

  @Test
  void in_a_pod_without_a_kubeconfig_its_service_account_is_the_one_context() throws IOException {
    files.file("serviceaccount/token", "pod-token\n");
    files.file("serviceaccount/namespace", "shop");
    KubeSource source =
        files.source(
            Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1", "KUBERNETES_SERVICE_PORT", "443"));
    Kubeconfig kubeconfig = Kubeconfig.read(source);
    assertThat(kubeconfig.contexts())
        .containsExactly(new Choices.Context("in-cluster", "https://10.96.0.1:443", "shop", ""));
    assertThat(kubeconfig.current()).contains("in-cluster");
    assertThat(config(kubeconfig, "in-cluster").getAutoOAuthToken()).isEqualTo("pod-token");
  }

  @Test
  void the_environments_proxy_is_taken_but_not_to_this_machine() throws IOException {
    files.home(
        Kubeconfigs.text("far", "https://api.example.com", "{}")
            .replace(
                "clusters:", "clusters:\n- name: near\n  cluster: {server: 'https://127.0.0.1:1'}")
            .replace(
                "contexts:", "contexts:\n- name: near\n  context: {cluster: near, user: far}"));
    Kubeconfig kubeconfig =
        Kubeconfig.read(
            files.source(
                Map.of("https_proxy", "http://proxy:3128", "NO_PROXY", "*.local,10.0.0.0/8")));
    ContextConfig far = config(kubeconfig, "far");
    assertThat(far.getHttpsProxy()).isEqualTo("http://proxy:3128");
    assertThat(far.getNoProxy()).containsExactlyInAnyOrder(".local", "10.0.0.0/8");
    assertThat(config(kubeconfig, "near").getHttpsProxy()).isNull();
  }

  /** A context whose user is a credential plugin, named relative to the kubeconfig. */
  private void script(String body) throws IOException {
    Path script = files.file(".kube/plugin.sh", "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    String exec = "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin.sh}}";
    files.home(Kubeconfigs.text("cloud", "https://api.example.com", exec));
    assertThat(Files.isExecutable(script)).isTrue();
  }
}
