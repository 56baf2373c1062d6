package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.kubernetes.connect.Connections;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections.Patience;
import dev.roundabout.viz.cluster.kubernetes.connect.KubeContext;
import dev.roundabout.viz.cluster.kubernetes.connect.KubeSource;
import dev.roundabout.viz.cluster.kubernetes.connect.Kubeconfig;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.ClusterInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A login at an OpenID provider that ends, and is renewed or is not. */
final class OidcLoginTest {
  private static final Instant END = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path folder;
  private final FakeKubernetes api = FakeKubernetes.startWithTls();
  private final AtomicReference<Instant> now = new AtomicReference<>(END.plusSeconds(1));
  private OpenIdStub provider;

  @BeforeEach
  void start() throws IOException {
    provider = new OpenIdStub();
    provider.answers(200, "{\"id_token\":\"" + api.token() + "\"}");
  }

  @AfterEach
  void end() {
    provider.close();
    api.close();
  }

  @Test
  void a_token_that_has_ended_is_renewed_and_the_api_takes_the_new_one() throws IOException {
    Path file = login(user("refresh-1"));
    try (KubernetesClient client = open()) {
      assertThat(client.namespaces().withName("default").get()).isNotNull();
    }
    assertThat(provider.asked())
        .singleElement()
        .satisfies(
            form ->
                assertThat(form)
                    .containsEntry("grant_type", "refresh_token")
                    .containsEntry("refresh_token", "refresh-1")
                    .containsEntry("client_id", "round about"));
    assertThat(file).content().contains(api.token(), "refresh-1").doesNotContain(jwt());
  }

  @Test
  void a_token_that_ends_while_it_is_used_is_renewed_when_the_api_refuses_it() throws IOException {
    login(user("refresh-1"));
    now.set(END.minusSeconds(60));
    try (KubernetesClient client = open()) {
      assertThat(provider.asked()).isEmpty();
      now.set(END);
      assertThat(client.namespaces().withName("default").get()).isNotNull();
      assertThat(provider.asked()).hasSize(1);
    }
  }

  @Test
  void where_the_provider_refuses_one_is_told_to_log_in_again_and_no_file_is_changed()
      throws IOException {
    Path file = login(user("refresh-1"));
    String before = Files.readString(file);
    provider.answers(400, "{\"error\":\"invalid_grant\"}");
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(
            "login of context cloud has ended",
            provider.issuer(),
            "400 (invalid_grant)",
            "Log in again",
            "kubectl --context=cloud")
        .hasMessageNotContaining("refresh-1");
    assertThat(file).hasContent(before);
  }

  @Test
  void a_session_under_way_is_told_so_as_well() throws IOException {
    login(user("refresh-1"));
    now.set(END.minusSeconds(60));
    try (KubernetesClient client = open()) {
      now.set(END);
      provider.answers(400, "{\"error\":\"invalid_grant\"}");
      Faults faults =
          new Faults(
              new ClusterInfo.Origin("cloud", "", "cloud", api.server()),
              () -> Connections.trouble(client));
      assertThatThrownBy(() -> client.namespaces().withName("default").get())
          .satisfies(
              failure ->
                  assertThat(faults.words(failure)).contains("Log in again", "invalid_grant"));
    }
  }

  @Test
  void without_a_refresh_token_or_an_answer_one_is_told_to_log_in_again() throws IOException {
    login(user(""));
    assertThatThrownBy(this::open).hasMessageContainingAll("no refresh-token", "Log in again");
    login(user("refresh-1"));
    provider.answers(200, "<html>");
    assertThatThrownBy(this::open).hasMessageContainingAll("no id_token", "Log in again");
    provider.close();
    assertThatThrownBy(this::open).hasMessageContainingAll("cannot be asked", "Log in again");
  }

  @Test
  void a_provider_is_trusted_by_the_authority_that_the_kubeconfig_names_for_it()
      throws IOException {
    try (FakeKubernetes other = FakeKubernetes.startWithTls()) {
      String plain = user("refresh-1").replace(provider.issuer(), other.server());
      login(plain);
      assertThatThrownBy(this::open).hasMessageContainingAll("cannot be asked", "certification");
      String authority =
          KubeConfigUtils.parseConfigFromString(other.trustingKubeconfig())
              .getClusters()
              .get(0)
              .getCluster()
              .getCertificateAuthorityData();
      login(
          plain.replace(
              "config: {", "config: {idp-certificate-authority-data: " + authority + ", "));
      assertThatThrownBy(this::open).hasMessageContaining("it answers 401");
    }
  }

  @Test
  void new_tokens_are_kept_where_the_old_ones_stood_and_nothing_else_is_changed()
      throws IOException {
    Kubeconfigs files = new Kubeconfigs(folder);
    String first =
        Kubeconfigs.insecure("cloud", api.server(), "{}").replaceFirst("(?s)users:.*", "");
    Path contexts = files.file("contexts", "# mine\n" + first);
    String text =
        "# do not edit\nusers:\n- name: other\n  user: {token: abc}\n- name: cloud  # me\n  user: "
            + user("refresh-1")
            + "\n";
    Path users = files.file("users", text);
    Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), users);
    provider.answers(200, "{\"id_token\":\"" + api.token() + "\",\"refresh_token\":\"refresh.2\"}");
    open(files.source(contexts, link)).close();

    assertThat(users)
        .hasContent(text.replace(jwt(), api.token()).replace("refresh-1", "refresh.2"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(users)))
        .isEqualTo("rw-r-----");
    assertThat(link).isSymbolicLink();
    assertThat(contexts).hasContent("# mine\n" + first);
    try (var all = Files.list(folder)) {
      assertThat(all).containsExactlyInAnyOrder(contexts, users, link);
    }
  }

  @Test
  void a_file_in_which_a_token_would_mean_something_else_is_left_alone() throws IOException {
    Path file = login(user("refresh-1"));
    String before = Files.readString(file);
    provider.answers(200, "{\"id_token\":\"" + api.token() + "\",\"refresh_token\":\"a: {b\"}");
    open().close();
    assertThat(file).hasContent(before);
    String twice = before + "# refresh-1\n";
    Files.writeString(file, twice);
    provider.answers(200, "{\"id_token\":\"" + api.token() + "\"}");
    open().close();
    assertThat(file).hasContent(twice);
  }

  private KubernetesClient open() throws IOException {
    return open(new Kubeconfigs(folder).source());
  }

  private KubernetesClient open(KubeSource source) throws IOException {
    KubeContext context = Kubeconfig.read(source).context("cloud");
    return Connections.to(context, now::get, line -> {}).open(Patience.QUICK);
  }

  private Path login(String user) throws IOException {
    new Kubeconfigs(folder).home(Kubeconfigs.insecure("cloud", api.server(), user));
    return folder.resolve(".kube").resolve("config");
  }

  private String user(String refresh) {
    String refreshed = refresh.isEmpty() ? "" : ", refresh-token: " + refresh;
    return "{auth-provider: {name: oidc, config: {client-id: round about, idp-issuer-url: '%s',"
            .formatted(provider.issuer())
        + " id-token: %s%s}}}".formatted(jwt(), refreshed);
  }

  /** With the signs that only Base64 for URLs has; nobody but the API looks at the signature. */
  private static String jwt() {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String claims = "{\"name\":\"~~~???\",\"exp\":" + END.getEpochSecond() + "}";
    return base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".none";
  }
}
