package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.app.Clusters.Plan;
import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.kubernetes.Kubeconfigs;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Which cluster is looked at first, and why. */
class ClustersTest {
  private static final String VERSION = "{\"major\":\"1\",\"minor\":\"32\"}";

  @TempDir Path home;

  @Test
  void without_a_kubeconfig_it_is_the_embedded_one() {
    assertThat(clusters().first()).isEqualTo(expected("there is no kubeconfig"));
    assertThat(clusters().pending().origin().isEmbedded()).isTrue();
  }

  @Test
  void a_current_context_that_is_local_and_answers_is_taken() throws Exception {
    try (ApiStub api = ApiStub.answering(200, VERSION)) {
      kubeconfig("minikube", api.url());
      Plan plan = clusters("--deployment=web").first();
      assertThat(plan.target()).isEqualTo(new Target("minikube", "", "web"));
      assertThat(plan.why()).contains("local", "minikube");
      assertThat(clusters("--local").first()).isEqualTo(expected("--local asks for it"));
    }
  }

  @Test
  void one_that_does_not_answer_in_two_seconds_is_not_waited_for() throws Exception {
    try (ApiStub api = ApiStub.silent()) {
      kubeconfig("minikube", api.url());
      Plan plan = clusters(Clusters.PROBE).first();
      assertThat(plan.target()).isEqualTo(Target.EMBEDDED);
      assertThat(plan.why()).contains("minikube did not answer within 2 s", "top bar");
      ClusterInfo pending = clusters().pending();
      assertThat(pending.origin().isEmbedded()).isFalse();
    }
  }

  @Test
  void one_that_refuses_its_credentials_is_not_taken_and_the_reason_is_said() throws Exception {
    try (ApiStub api = ApiStub.answering(401, "{\"kind\":\"Status\",\"code\":401}")) {
      kubeconfig("minikube", api.url());
      Plan plan = clusters().first();
      assertThat(plan.target()).isEqualTo(Target.EMBEDDED);
      assertThat(plan.why()).contains("401");
    }
  }

  @Test
  void one_where_nothing_listens_is_not_taken() throws Exception {
    String gone;
    try (ApiStub api = ApiStub.silent()) {
      gone = api.url();
    }
    kubeconfig("minikube", gone);
    assertThat(clusters().first().target()).isEqualTo(Target.EMBEDDED);
  }

  @Test
  void one_that_is_not_local_is_not_even_asked() throws Exception {
    kubeconfig("prod", "https://api.example.com");
    assertThat(clusters().first())
        .isEqualTo(
            embedded("context prod is not local; choose it in the top bar or with --context"));
  }

  @Test
  void flags_that_need_a_kubernetes_cluster_are_said_to_be_unused_without_one() throws Exception {
    assertThat(clusters("-n", "shop", "--service=web").first())
        .isEqualTo(
            embedded("there is no kubeconfig; not used: --namespace, --service (give --context)"));
    assertThat(clusters("--local", "--deployment=web", "--port=80").first().why())
        .isEqualTo("--local asks for it; not used: --deployment, --port");
    kubeconfig("prod", "https://api.example.com");
    assertThat(clusters("--headless-service=web").first().why())
        .contains("context prod is not local", "not used: --headless-service (give --context)");
  }

  @Test
  void a_context_that_was_asked_for_is_taken_local_or_not() throws Exception {
    kubeconfig("prod", "https://api.example.com");
    assertThat(clusters("--context=prod", "-n", "shop").first().target())
        .isEqualTo(new Target("prod", "shop", ""));
    assertThat(clusters().asked().target()).isEqualTo(new Target("prod", "", ""));
    assertThat(clusters().isLocal("prod")).isFalse();
  }

  @Test
  void a_single_command_has_no_embedded_cluster() {
    assertThatThrownBy(() -> clusters("--local").asked())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--context");
  }

  @Test
  void a_context_that_is_not_there_becomes_a_cluster_that_says_so() throws Exception {
    kubeconfig("prod", "https://api.example.com");
    Cluster cluster = clusters().openOrExplain(new Plan(new Target("stage", "", ""), "chosen"));
    assertThat(cluster.info().title()).isEqualTo("stage");
    assertThatThrownBy(() -> cluster.start(fact -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("There is: prod");
  }

  @Test
  void names_of_services_hold_for_what_the_flags_chose_alone() {
    ClusterOptions options = options("--deployment=web", "--service=shop/web", "--port=80");
    assertThat(options.wish(new Target("any", "", "web"), true).service()).contains("shop/web");
    assertThat(options.wish(new Target("any", "", "web"), true).port()).hasValue(80);
    assertThat(options.wish(new Target("any", "", "other"), false).service()).isEmpty();
    assertThat(options.wish(new Target("any", "", "other"), false).deployment()).contains("other");
  }

  private void kubeconfig(String context, String server) throws IOException {
    new Kubeconfigs(home).home(Kubeconfigs.text(context, server, "{}"));
  }

  private static Plan expected(String why) {
    return new Plan(Target.EMBEDDED, why, false);
  }

  /** Nobody asked for it, so that the chip shows the reason. */
  private static Plan embedded(String why) {
    return new Plan(Target.EMBEDDED, why, true);
  }

  /** For as long as a busy machine may need to answer. */
  private Clusters clusters(String... flags) {
    return clusters(Duration.ofMinutes(1), flags);
  }

  private Clusters clusters(Duration probe, String... flags) {
    return new Clusters(
        options(flags),
        Clusters.known(new Kubeconfigs(home).source(), Clocks.system()),
        probe,
        origin -> {
          throw new IllegalStateException("not opened here");
        });
  }

  private static ClusterOptions options(String... flags) {
    ClusterOptions options = new ClusterOptions();
    new CommandLine(options).parseArgs(flags);
    return options;
  }
}
