package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.kubernetes.Kubeconfigs;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Turning from one cluster to another without a restart. */
class SessionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Target NOWHERE = new Target("nowhere", "", "");

  private static final String FORBIDDEN =
      "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"Forbidden\","
          + "\"code\":403,\"message\":\"namespaces is forbidden: User \\\"me\\\" cannot list"
          + " resource \\\"namespaces\\\" in API group \\\"\\\" at the cluster scope\"}";

  @TempDir Path home;

  @Test
  void turning_keeps_the_clients_settings_and_ends_with_books_that_balance() {
    try (Sessions sessions = started("--load=300/s", "--scale=2")) {
      until(sessions, snapshot -> snapshot.traffic().ledger().ok() > 100);
      sessions.submit(new Action.SetPolicy(LbPolicy.PICK_FIRST));
      sessions.submit(new Action.SetClients(2));
      sessions.submit(new Action.SetDeadline(Duration.ofSeconds(2)));
      until(sessions, snapshot -> snapshot.client().settings().deadline().toSeconds() == 2);
      sessions.submit(new Action.Look(Target.EMBEDDED));
      until(sessions, SessionsTest::hasTurned);
      until(sessions, snapshot -> snapshot.traffic().ledger().ok() > 100);
      Snapshot now = sessions.snapshot();
      assertThat(now.client().settings())
          .isEqualTo(
              Settings.initial()
                  .withPolicy(LbPolicy.PICK_FIRST)
                  .withLoad(new Load.Rate(300))
                  .withClients(2)
                  .withDeadline(Duration.ofSeconds(2)));
      assertThat(now.cluster().info().origin().why()).isEqualTo("you chose it");
      assertThat(texts(now))
          .anyMatch(text -> text.equals("you turned to the embedded cluster"))
          .anyMatch(text -> text.matches("left embedded cluster: sent \\d+ = .* in flight 0"))
          .anyMatch(text -> text.contains("kept: pick_first"));
      assertThat(now.troubles()).isEmpty();
    }
  }

  @Test
  void what_is_looked_at_first_is_told_with_the_reason() {
    try (Sessions sessions = started("--load=paused")) {
      until(sessions, snapshot -> snapshot.cluster().ready() == 3);
      assertThat(texts(sessions.snapshot()))
          .first()
          .isEqualTo("looking at embedded cluster, default/server: there is no kubeconfig");
      sessions.submit(new Action.Look(Target.EMBEDDED));
      until(
          sessions,
          snapshot ->
              texts(snapshot).stream()
                  .anyMatch(
                      text ->
                          text.startsWith(
                              "looking at embedded cluster, default/server: you chose it; kept:"
                                  + " ")));
    }
  }

  @Test
  void a_cluster_that_cannot_be_opened_says_why_and_another_can_be_chosen() {
    try (Sessions sessions = started()) {
      until(sessions, snapshot -> snapshot.traffic().ledger().ok() > 0);
      sessions.submit(new Action.Look(NOWHERE));
      until(sessions, snapshot -> !snapshot.troubles().isEmpty());
      assertThat(sessions.snapshot().cluster().info().title()).isEqualTo("nowhere");
      assertThat(sessions.snapshot().troubles().get(0).message()).contains("no kubeconfig");
      assertThat(sessions.failure()).isPresent();
      sessions.submit(new Action.Scale(4));
      until(
          sessions, snapshot -> texts(snapshot).stream().anyMatch(t -> t.contains("is not open")));
      assertThat(texts(sessions.snapshot()))
          .as("nothing was scaled")
          .noneMatch(text -> text.startsWith("you scaled"));
      sessions.submit(new Action.Look(Target.EMBEDDED));
      until(sessions, snapshot -> snapshot.traffic().ledger().ok() > 0);
      assertThat(sessions.snapshot().troubles()).isEmpty();
    }
  }

  @Test
  void the_newest_choice_wins_over_one_that_is_still_being_opened() throws Exception {
    try (ApiStub silent = ApiStub.silent()) {
      new Kubeconfigs(home).home(Kubeconfigs.text("prod", silent.url(), "{}"));
      try (Sessions sessions = started()) {
        until(sessions, snapshot -> snapshot.traffic().ledger().ok() > 0);
        sessions.submit(new Action.Look(new Target("prod", "", "")));
        until(sessions, snapshot -> snapshot.cluster().info().title().equals("prod"));
        assertThat(sessions.isOpen()).isFalse();
        sessions.submit(new Action.Scale(7));
        sessions.submit(new Action.SetPolicy(LbPolicy.PICK_FIRST));
        sessions.submit(new Action.Look(Target.EMBEDDED));
        until(sessions, snapshot -> snapshot.traffic().ledger().ok() > 0);
        Snapshot now = sessions.snapshot();
        assertThat(now.cluster().info().origin().isEmbedded()).isTrue();
        assertThat(now.cluster().desired()).isEqualTo(3);
        assertThat(now.client().settings().policy()).isEqualTo(LbPolicy.PICK_FIRST);
        assertThat(texts(now)).anyMatch(text -> text.contains("no cluster is open yet"));
      }
    }
  }

  @Test
  void the_chooser_is_filled_at_the_start_and_says_why_a_list_is_missing() throws Exception {
    try (ApiStub api = ApiStub.answering(403, FORBIDDEN)) {
      new Kubeconfigs(home).home(Kubeconfigs.text("prod", api.url(), "{}"));
      try (Sessions sessions = started()) {
        until(sessions, snapshot -> !snapshot.choices().contexts().isEmpty());
        assertThat(sessions.snapshot().choices().kubeconfig()).contains("~/.kube/config");
        sessions.submit(new Action.Browse("prod", ""));
        until(sessions, snapshot -> snapshot.choices().context().equals("prod"));
        assertThat(sessions.snapshot().choices().trouble()).contains("namespaces");
        assertThat(sessions.snapshot().choices().namespaces()).isEmpty();
      }
    }
  }

  @Test
  void a_script_begins_once_a_cluster_is_looked_at() {
    Script.Step scale =
        Script.Step.of("--scale", new Timed<>(new Action.Scale(5), Duration.ZERO, "5"));
    try (Sessions sessions = constructed();
        Script script = new Script(List.of(scale), sessions)) {
      assertThat(sessions.isOpen()).isFalse();
      sessions.start();
      until(sessions, snapshot -> snapshot.cluster().ready() == 5);
    }
  }

  private Sessions started(String... flags) {
    Sessions sessions = constructed(flags);
    sessions.start();
    return sessions;
  }

  private Sessions constructed(String... flags) {
    SessionOptions options = new SessionOptions();
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("--instant-pods");
    new CommandLine(options).parseArgs(all.toArray(String[]::new));
    return options.sessions(new Kubeconfigs(home).source(), Clocks.system());
  }

  private static boolean hasTurned(Snapshot snapshot) {
    return texts(snapshot).stream().anyMatch(text -> text.contains("; kept: "));
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
