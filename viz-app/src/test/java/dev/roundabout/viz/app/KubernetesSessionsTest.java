package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.kubernetes.Kubeconfigs;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The window's way between the embedded cluster and one behind an API. */
class KubernetesSessionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Target PROD = new Target("prod", "", "");

  @TempDir Path home;
  private FakeKubernetes api;

  @BeforeEach
  void start() {
    api = FakeKubernetes.start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_local_context_is_shown_and_left_for_the_embedded_cluster_and_come_back_to()
      throws IOException {
    demo();
    kubeconfig(api.kubeconfig());
    try (Sessions sessions = started("--load=50/s")) {
      until(sessions, snapshot -> calls(snapshot) > 30);
      ClusterInfo.Origin origin = sessions.snapshot().cluster().info().origin();
      assertThat(origin.title()).isEqualTo("minikube");
      assertThat(origin.server()).isEqualTo(api.server());
      assertThat(origin.why()).contains("local", "answers");
      assertThat(sessions.snapshot().cluster().api().guard().locked()).isFalse();

      sessions.submit(new Action.SetPolicy(LbPolicy.PICK_FIRST));
      until(sessions, snapshot -> policy(snapshot) == LbPolicy.PICK_FIRST);
      sessions.submit(new Action.Look(Target.EMBEDDED));
      until(sessions, snapshot -> isEmbedded(snapshot) && calls(snapshot) > 30);
      assertThat(policy(sessions.snapshot())).isEqualTo(LbPolicy.PICK_FIRST);

      sessions.submit(new Action.Look(new Target("minikube", "default", "server")));
      until(sessions, snapshot -> !isEmbedded(snapshot) && calls(snapshot) > 30);
      assertThat(policy(sessions.snapshot())).isEqualTo(LbPolicy.PICK_FIRST);
      assertThat(texts(sessions.snapshot()))
          .anyMatch(text -> text.matches("left minikube: sent \\d+ = .* in flight 0"))
          .anyMatch(text -> text.matches("left embedded cluster: sent \\d+ = .* in flight 0"));
      assertThat(sessions.snapshot().troubles()).isEmpty();
    }
  }

  @Test
  void another_cluster_is_locked_until_its_name_is_typed_and_stays_open_for_the_run()
      throws IOException {
    demo();
    kubeconfig(api.kubeconfig("prod"));
    try (Sessions sessions = started("--context=prod", "--load=paused")) {
      until(sessions, snapshot -> snapshot.cluster().ready() == 2);
      assertThat(sessions.snapshot().cluster().api().guard().locked()).isTrue();
      sessions.submit(new Action.Scale(1));
      until(sessions, snapshot -> isSaid(snapshot, "not done (scaled to 1)"));
      sessions.submit(new Action.Unlock("server"));
      until(sessions, snapshot -> !snapshot.cluster().api().guard().locked());
      sessions.submit(new Action.Scale(1));
      until(sessions, snapshot -> snapshot.cluster().desired() == 1);

      sessions.submit(new Action.Look(Target.EMBEDDED));
      until(sessions, KubernetesSessionsTest::isEmbedded);
      sessions.submit(new Action.Look(PROD));
      until(sessions, snapshot -> !isEmbedded(snapshot) && snapshot.cluster().desired() == 1);
      assertThat(sessions.snapshot().cluster().api().guard().locked()).isFalse();
    }
  }

  @Test
  void read_only_cannot_be_unlocked() throws IOException {
    demo();
    kubeconfig(api.kubeconfig());
    try (Sessions sessions = started("--read-only", "--load=paused")) {
      until(sessions, snapshot -> snapshot.cluster().api().guard().locked());
      assertThat(sessions.snapshot().cluster().api().guard().canUnlock()).isFalse();
    }
  }

  @Test
  void with_direct_nothing_is_between_and_the_session_says_so() throws IOException {
    demo();
    kubeconfig(api.kubeconfig());
    try (Sessions sessions = started("--load=paused")) {
      until(sessions, snapshot -> snapshot.cluster().ready() == 2);
      assertThat(sessions.snapshot().cluster().info().origin().direct()).isFalse();
      assertThat(gateways()).isNotEmpty();
    }
    await().atMost(PATIENCE).until(() -> gateways().isEmpty() && api.portForwards() == 0);
    try (Sessions sessions = started("--direct", "--load=paused")) {
      until(sessions, snapshot -> snapshot.cluster().ready() == 2 && sessions.isOpen());
      assertThat(sessions.snapshot().cluster().info().origin().direct()).isTrue();
      sessions.submit(new Action.SetResolver(ResolverMode.AS_SHIPPED));
      until(
          sessions,
          snapshot -> snapshot.client().settings().resolving().mode() == ResolverMode.AS_SHIPPED);
      assertThat(gateways()).isEmpty();
      assertThat(api.portForwards()).isZero();
    }
  }

  /** Whoever listens for connections that go through a tunnel. */
  private static List<String> gateways() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("gateway"))
        .toList();
  }

  @Test
  void the_chooser_lists_namespaces_and_deployments() throws IOException {
    demo();
    api.namespace("shop");
    api.deploy("shop", 0);
    kubeconfig(api.kubeconfig("prod"));
    try (Sessions sessions = started("--load=paused")) {
      until(sessions, KubernetesSessionsTest::isEmbedded);
      sessions.submit(new Action.Browse("prod", ""));
      until(sessions, snapshot -> !snapshot.choices().namespaces().isEmpty());
      assertThat(sessions.snapshot().choices().namespaces()).contains("default", "shop");
      sessions.submit(new Action.Browse("prod", "shop"));
      until(sessions, snapshot -> snapshot.choices().namespace().equals("shop"));
      assertThat(sessions.snapshot().choices().deployments()).containsExactly("server");
      assertThat(sessions.snapshot().choices().trouble()).isEmpty();

      api.trouble().forbid("list", "deployments");
      sessions.submit(new Action.Browse("prod", "default"));
      until(sessions, snapshot -> snapshot.choices().namespace().equals("default"));
      assertThat(sessions.snapshot().choices().trouble()).contains("deployments");
    }
  }

  @Test
  void an_api_that_falls_silent_leaves_a_window_from_which_one_can_go_on() throws IOException {
    kubeconfig(api.kubeconfig("prod"));
    api.trouble().silent(true);
    try (Sessions sessions = started("--context=prod")) {
      until(sessions, snapshot -> !snapshot.troubles().isEmpty());
      assertThat(sessions.snapshot().troubles().get(0).message()).contains("prod");
      sessions.submit(new Action.Look(Target.EMBEDDED));
      until(sessions, snapshot -> isEmbedded(snapshot) && calls(snapshot) > 0);
    }
  }

  @Test
  void the_client_is_changed_at_once_while_a_change_waits_for_an_api_that_is_silent()
      throws IOException {
    demo();
    kubeconfig(api.kubeconfig());
    try (Sessions sessions = started("--load=50/s")) {
      until(sessions, snapshot -> calls(snapshot) > 30);
      api.trouble().silent(true);
      sessions.submit(new Action.Scale(3));
      sessions.submit(new Action.SetRunning(false));
      until(sessions, snapshot -> !snapshot.client().settings().running());
      assertThat(texts(sessions.snapshot())).noneMatch(text -> text.contains("not done (scaled"));
      until(sessions, snapshot -> isSaid(snapshot, "not done (scaled to 3)"));
      api.trouble().silent(false);
    }
  }

  @Test
  void the_demo_is_found_where_it_is_deployed_from_the_window() throws IOException {
    kubeconfig(api.kubeconfig());
    try (Sessions sessions = started("--load=50/s")) {
      until(sessions, snapshot -> !isEmbedded(snapshot) && sessions.isOpen());
      sessions.submit(new Action.DeployDemo(Optional.empty()));
      until(sessions, snapshot -> calls(snapshot) > 30);
    }
  }

  @Test
  void the_demo_is_looked_at_where_it_was_deployed_beside_another_deployment() throws IOException {
    kubeconfig(api.kubeconfig());
    try (Sessions sessions = started("--context=minikube", "--deployment=wbe", "--load=50/s")) {
      until(sessions, snapshot -> isSaid(snapshot, "There is no Deployment wbe"));
      sessions.submit(new Action.DeployDemo(Optional.empty()));
      until(sessions, snapshot -> calls(snapshot) > 30);
      ClusterInfo info = sessions.snapshot().cluster().info();
      assertThat(info.deployment()).isEqualTo("server");
      assertThat(info.namespace()).isEqualTo("default");
    }
  }

  @Test
  void where_the_demo_may_not_be_deployed_the_same_is_looked_at_as_before() throws IOException {
    demo();
    kubeconfig(api.kubeconfig());
    api.trouble().forbid("patch", "services");
    try (Sessions sessions = started("--context=minikube", "--deployment=wbe", "--load=paused")) {
      until(sessions, snapshot -> isSaid(snapshot, "There is no Deployment wbe"));
      sessions.submit(new Action.DeployDemo(Optional.empty()));
      until(sessions, snapshot -> isSaid(snapshot, "not done (deployed the demo)"));
      sessions.submit(new Action.SetClients(2));
      until(sessions, snapshot -> snapshot.client().settings().clients() == 2);
      assertThat(sessions.snapshot().cluster().info().deployment()).isEqualTo("wbe");
    }
  }

  @Test
  void names_of_services_still_hold_for_who_comes_back_to_what_the_flags_chose()
      throws IOException {
    demo();
    kubeconfig(api.kubeconfig("prod"));
    try (Sessions sessions = started("--context=prod", "--service=front", "--load=paused")) {
      until(sessions, snapshot -> snapshot.cluster().ready() == 2);
      assertThat(clusterIp(sessions)).startsWith("front.");
      sessions.submit(new Action.Look(Target.EMBEDDED));
      until(sessions, KubernetesSessionsTest::isEmbedded);
      sessions.submit(new Action.Look(new Target("prod", "default", "server")));
      until(sessions, snapshot -> !isEmbedded(snapshot) && snapshot.cluster().ready() == 2);
      assertThat(clusterIp(sessions)).startsWith("front.");
      sessions.submit(new Action.Look(new Target("prod", "default", "other")));
      until(sessions, snapshot -> isSaid(snapshot, "There is no Deployment other"));
      assertThat(clusterIp(sessions)).startsWith("other.");
    }
  }

  private static String clusterIp(Sessions sessions) {
    return sessions.snapshot().cluster().info().clusterIpName();
  }

  @Test
  void a_cluster_that_comes_up_later_is_opened_by_itself() throws IOException {
    demo();
    kubeconfig(api.kubeconfig("prod"));
    api.trouble().down();
    try (Sessions sessions = started("--context=prod", "--load=50/s")) {
      until(sessions, snapshot -> !snapshot.troubles().isEmpty());
      assertThat(sessions.snapshot().troubles().get(0).message())
          .contains("nothing listens", "asked again");
      api.trouble().up();
      until(sessions, snapshot -> calls(snapshot) > 0);
      assertThat(sessions.snapshot().troubles()).isEmpty();
    }
  }

  private void demo() {
    api.deploy("default", 2);
    api.awaitReady("default", 2);
  }

  private void kubeconfig(String text) throws IOException {
    new Kubeconfigs(home).home(text);
  }

  private Sessions started(String... flags) {
    SessionOptions options = new SessionOptions();
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("--instant-pods");
    new CommandLine(options).parseArgs(all.toArray(String[]::new));
    Sessions sessions = options.sessions(new Kubeconfigs(home).source(), Clocks.system());
    sessions.start();
    return sessions;
  }

  private static long calls(Snapshot snapshot) {
    return snapshot.traffic().ledger().ok();
  }

  private static LbPolicy policy(Snapshot snapshot) {
    return snapshot.client().settings().policy();
  }

  private static boolean isEmbedded(Snapshot snapshot) {
    return snapshot.cluster().info().origin().isEmbedded();
  }

  private static boolean isSaid(Snapshot snapshot, String text) {
    return texts(snapshot).stream().anyMatch(said -> said.contains(text));
  }

  private static List<String> texts(Snapshot snapshot) {
    return snapshot.events().stream().map(Event::text).toList();
  }

  private static void until(Sessions sessions, Predicate<Snapshot> condition) {
    try {
      await().atMost(PATIENCE).until(() -> condition.test(sessions.snapshot()));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          sessions.snapshot().troubles() + "\n" + String.join("\n", texts(sessions.snapshot())), e);
    }
  }
}
