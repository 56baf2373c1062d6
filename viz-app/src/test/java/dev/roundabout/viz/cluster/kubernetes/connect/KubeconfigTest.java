package dev.roundabout.viz.cluster.kubernetes.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.kubernetes.KnownClusters;
import dev.roundabout.viz.cluster.kubernetes.Kubeconfigs;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections.Patience;
import dev.roundabout.viz.model.Choices;
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
    assertThat(authorization(kubeconfig, "a")).isEqualTo("Bearer from-another-file");
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
    assertThat(authorization(kubeconfig, "cloud")).isEqualTo("Bearer from-the-plugin");
  }

  @Test
  void a_credential_plugin_that_gives_nothing_is_named_and_its_output_is_not() throws IOException {
    script("echo " + SECRET + "; exit 1");
    Kubeconfig kubeconfig = Kubeconfig.read(files.source());
    assertThatThrownBy(() -> connections(kubeconfig, "cloud").open(Patience.QUICK))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("plugin.sh", "of context cloud", "failed with exit code 1")
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
            (route, time) -> true,
            line -> {});
    try {
      assertThat(known.obstacle(known.context("cloud"), Duration.ofSeconds(1)))
          .contains("cloud did not answer within 1 s");
    } finally {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void a_plugin_that_failed_is_not_asked_again_at_once_and_then_it_is() throws IOException {
    Path log = folder.resolve("runs");
    Path fails = folder.resolve("fails");
    script(
        "echo run >>" + log + "; test -e " + fails + " && { echo no luck >&2; exit 1; }; " + TOKEN);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Login login = login(Kubeconfig.read(files.source()), "cloud", now::get);
    assertThat(login.authorization()).isEqualTo("Bearer from-the-plugin");
    assertThat(log).hasContent("run\n");
    files.file("fails", "");
    assertThat(login.refused("Bearer from-the-plugin")).isFalse();
    assertThat(login.refused("Bearer from-the-plugin")).isFalse();
    assertThat(login.authorization()).isEqualTo("Bearer from-the-plugin");
    assertThat(login.trouble().orElseThrow()).contains("plugin.sh", "no luck");
    assertThat(log).hasContent("run\nrun\n");
    Files.delete(fails);
    now.set(Instant.EPOCH.plusSeconds(60));
    assertThat(login.refused("Bearer from-the-plugin")).isTrue();
    assertThat(login.trouble()).isEmpty();
    assertThat(log).hasContent("run\nrun\nrun\n");
    assertThat(login.refused("Bearer from-the-plugin")).isFalse();
    assertThat(log).hasContent("run\nrun\nrun\n");
    assertThat(login.refused("Bearer from-before")).isTrue();
  }

  @Test
  @Timeout(60)
  void a_plugin_that_hangs_later_is_waited_for_once_and_its_token_taken_when_it_comes()
      throws IOException {
    Path waits = folder.resolve("waits");
    script("while test -e " + waits + "; do sleep 0.1; done; " + TOKEN);
    Login login = login(Kubeconfig.read(files.source()), "cloud", InstantSource.system());
    files.file("waits", "");
    assertThat(login.refused("Bearer from-the-plugin")).isFalse();
    assertThat(login.refused("Bearer from-the-plugin")).isFalse();
    assertThat(login.trouble().orElseThrow()).contains("longer than 5 s");
    Files.delete(waits);
    await().until(() -> login.refused("Bearer from-the-plugin"));
  }

  @Test
  void a_context_that_was_renamed_meanwhile_is_said_to_be_gone() throws IOException {
    files.home(Kubeconfigs.text("cloud", "https://api.example.com", "{token: mine}"));
    Login login = login(Kubeconfig.read(files.source()), "cloud", InstantSource.system());
    files.home(Kubeconfigs.text("other", "https://other.example.com", "{token: not-for-cloud}"));
    assertThat(login.refused("Bearer mine")).isFalse();
    assertThat(login.authorization()).isEqualTo("Bearer mine");
    assertThat(login.trouble().orElseThrow()).contains("no context cloud", "There is: other");
  }

  @Test
  void what_is_said_now_is_not_taken_where_it_leads_elsewhere_or_asks_as_somebody_else()
      throws IOException {
    files.home(Kubeconfigs.text("cloud", "https://api.example.com", "{token: mine}"));
    Login login = login(Kubeconfig.read(files.source()), "cloud", InstantSource.system());
    files.home(Kubeconfigs.text("cloud", "https://other.example.com", "{token: theirs}"));
    assertThat(login.refused("Bearer mine")).isFalse();
    assertThat(login.authorization()).isEqualTo("Bearer mine");
    assertThat(login.trouble().orElseThrow()).contains("cloud", "has changed");
    files.home(Kubeconfigs.text("cloud", "https://api.example.com", "{token: mine, as: boss}"));
    Login second = login(Kubeconfig.read(files.source()), "cloud", InstantSource.system());
    files.home(Kubeconfigs.text("cloud", "https://api.example.com", "{token: new}"));
    assertThat(second.refused("Bearer mine")).isFalse();
    assertThat(second.authorization()).isEqualTo("Bearer mine");
  }

  @Test
  void a_token_that_was_written_anew_is_taken_when_the_old_one_is_refused() throws IOException {
    files.home(Kubeconfigs.text("cloud", "https://api.example.com", "{token: old}"));
    Login login = login(Kubeconfig.read(files.source()), "cloud", InstantSource.system());
    files.home(Kubeconfigs.text("cloud", "https://api.example.com", "{token: new}"));
    assertThat(login.authorization()).isEqualTo("Bearer old");
    assertThat(login.refused("Bearer old")).isTrue();
    assertThat(login.authorization()).isEqualTo("Bearer new");
  }

  @Test
  void the_token_of_an_oidc_provider_is_taken_while_it_is_good() throws IOException {
    String token = jwt(FAR_AWAY);
    oidc(token);
    assertThat(authorization(Kubeconfig.read(files.source()), "cloud"))
        .isEqualTo("Bearer " + token);
  }

  private static Connections connections(Kubeconfig kubeconfig, String context) throws IOException {
    return Connections.to(kubeconfig.context(context), InstantSource.system(), line -> {});
  }

  private static Login login(Kubeconfig kubeconfig, String context, InstantSource clock)
      throws IOException {
    KubeContext found = kubeconfig.context(context);
    Credentials credentials = new Credentials(clock, line -> {});
    return new Login(credentials.of(found), found, credentials, clock);
  }

  private static String authorization(Kubeconfig kubeconfig, String context) throws IOException {
    return login(kubeconfig, context, InstantSource.system()).authorization();
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
    assertThat(authorization(kubeconfig, "in-cluster")).isEqualTo("Bearer pod-token");
  }

  /** A context whose user is a credential plugin, named relative to the kubeconfig. */
  private void script(String body) throws IOException {
    Path script = files.file(".kube/plugin.sh", "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    String exec =
        "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin.sh,"
            + " interactiveMode: Never}}";
    files.home(Kubeconfigs.text("cloud", "https://api.example.com", exec));
    assertThat(Files.isExecutable(script)).isTrue();
  }
}
