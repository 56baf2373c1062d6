package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.kubernetes.Kubeconfigs;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.cluster.kubernetes.fake.Trouble;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.Hearing;
import dev.roundabout.viz.model.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** One look under load through one failure after another: the books balance at every look. */
class KubernetesBooksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path home;
  private final FakeKubernetes api = FakeKubernetes.start();
  private Sessions sessions;

  @BeforeEach
  void start() throws IOException {
    api.deploy("default", 2);
    api.awaitReady("default", 2);
    Kubeconfigs files = new Kubeconfigs(home).home(api.kubeconfig());
    SessionOptions options = new SessionOptions();
    new CommandLine(options).parseArgs("--load=200/s");
    sessions = options.sessions(files.source(), Clocks.system());
    sessions.start();
    untilOthersAreAnswered();
  }

  @AfterEach
  void stop() {
    sessions.close();
    api.close();
  }

  @Test
  void the_books_balance_through_every_failure_and_calls_are_answered_after_each() {
    Trouble trouble = api.trouble();

    trouble.down();
    until(KubernetesBooksTest::isDeaf);
    trouble.up();
    untilOthersAreAnswered();

    trouble.silent(true);
    until(KubernetesBooksTest::isDeaf);
    trouble.silent(false);
    untilOthersAreAnswered();

    trouble.halfAnswers(true);
    until(KubernetesBooksTest::isDeaf);
    trouble.halfAnswers(false);
    untilOthersAreAnswered();

    trouble.cutPortForwards();
    untilOthersAreAnswered();

    trouble.refusePortForward(true);
    trouble.cutPortForwards();
    untilOthersFail();
    trouble.refusePortForward(false);
    untilOthersAreAnswered();

    trouble.forbid("*", "pods/portforward");
    trouble.cutPortForwards();
    until(snapshot -> !snapshot.cluster().api().missing().isEmpty());
    trouble.allowAll();
    untilOthersAreAnswered();

    trouble.restartDns();
    untilOthersAreAnswered();

    sessions.submit(new Action.Kill(api.pods("default").get(0).getMetadata().getName(), true));
    untilOthersAreAnswered();

    trouble.neverReady(true);
    sessions.submit(new Action.Scale(3));
    until(snapshot -> snapshot.cluster().desired() == 3 && api.pods("default").size() == 3);
    untilOthersAreAnswered();
    trouble.neverReady(false);
    until(snapshot -> snapshot.cluster().ready() == 3);

    trouble.quota(3);
    sessions.submit(new Action.Scale(4));
    until(snapshot -> isSaid(snapshot, "exceeded quota"));
    untilOthersAreAnswered();
    trouble.noQuota();
    until(snapshot -> snapshot.cluster().ready() == 4);
    untilOthersAreAnswered();

    sessions.submit(new Action.SetRunning(false));
    until(
        snapshot ->
            !snapshot.client().settings().running() && snapshot.traffic().ledger().inFlight() == 0);
    assertThat(sessions.snapshot().troubles()).isEmpty();
  }

  private static boolean isDeaf(Snapshot snapshot) {
    return snapshot.cluster().api().hearing().filter(Hearing::broken).isPresent();
  }

  private static boolean isSaid(Snapshot snapshot, String text) {
    return snapshot.events().stream().map(Event::text).anyMatch(said -> said.contains(text));
  }

  private void untilOthersAreAnswered() {
    long before = sessions.snapshot().traffic().ledger().ok();
    until(snapshot -> snapshot.traffic().ledger().ok() > before + 100);
  }

  private void untilOthersFail() {
    long before = sessions.snapshot().traffic().ledger().failedTotal();
    until(snapshot -> snapshot.traffic().ledger().failedTotal() > before);
  }

  private void until(Predicate<Snapshot> condition) {
    try {
      await().atMost(PATIENCE).until(() -> condition.test(balanced(sessions.snapshot())));
    } catch (ConditionTimeoutException e) {
      Snapshot last = sessions.snapshot();
      throw new AssertionError(
          last.traffic().ledger()
              + "\n"
              + last.troubles()
              + "\n"
              + String.join("\n", last.events().stream().map(Event::text).toList()),
          e);
    }
  }

  private static Snapshot balanced(Snapshot snapshot) {
    assertThat(snapshot.traffic().ledger()).matches(ledger -> ledger.balances(), "balances");
    return snapshot;
  }
}
