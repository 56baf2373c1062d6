package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Autoscaling;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Verdict;
import dev.roundabout.viz.scenario.Course;
import dev.roundabout.viz.scenario.Experiment;
import dev.roundabout.viz.scenario.Lab;
import dev.roundabout.viz.scenario.Pace;
import dev.roundabout.viz.scenario.Scenarios;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every experiment on the embedded cluster, with less of everything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExperimentsTest {
  private static final int CHANCES = 5;
  private static final Pace QUICK = new Pace(300, 100, Duration.ofMillis(600), Duration.ZERO);

  /** By the numbers. */
  private static final List<String> FOUND =
      List.of(
          "All 300 calls went to \\w{5}\\.",
          "One connection: all 300 calls on \\w{5}\\. A new one for each: every pod got .+ of"
              + " 30\\.",
          "Cold, one pod got \\d+ of 300 calls; once all were connected, each got .+\\.",
          "Each pod in turn: every one got .+ of 300 calls\\.",
          "Three new pods got no request: the client knows 2 of 5 addresses\\.",
          "A new pod waited: .+ s · .+ s · .+ s\\.",
          "ClusterIP: one client used 1 pod, four used \\d\\. Headless: the four used all 3\\.",
          "2 added pods stayed idle; round_robin uses them, and a call takes .+ ms, not .+ ms\\.",
          "Servers that drain lost none of .+ calls; servers that end abruptly lost .+ of .+\\.",
          "All 6 open streams stayed; of the new ones \\d+ reached new pods\\.",
          "A frozen pod held all 8 calls and stopped everything; with a deadline, .+ flow\\.");

  @SuppressWarnings("NullAway.Init") // before all tests
  private Watched session;

  @BeforeAll
  void begin() throws Exception {
    session = open();
    session.untilServing(3);
  }

  /** A session that looks at three pods. */
  Watched open() throws Exception {
    return new Watched(Duration.ZERO, "--instant-pods");
  }

  @AfterAll
  void end() throws Exception {
    session.close();
  }

  static Stream<Experiment> experiments() {
    return Scenarios.all(QUICK).stream();
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void everyCheckHolds(Experiment experiment) throws InterruptedException {
    Optional<String> obstacle = experiment.obstacleOn(session.now().cluster());
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    List<Verdict> verdicts = run(experiment);
    for (int again = 0; again < CHANCES && isCold(experiment) && !hold(verdicts); again++) {
      verdicts = run(experiment);
    }
    assertThat(verdicts).isNotEmpty().allMatch(Verdict::holds);
    session.until(snapshot -> snapshot.cluster().api().scaler().isEmpty());
  }

  /** A busy machine may connect before the first call starts, which is warm, then. */
  private static boolean isCold(Experiment experiment) {
    return experiment.steps().stream().anyMatch(step -> step.name().equals("cold"));
  }

  private static boolean hold(List<Verdict> verdicts) {
    return verdicts.stream().allMatch(Verdict::holds);
  }

  @Test
  void theWorldIsLeftAsItWas() throws InterruptedException {
    boolean embedded = session.now().cluster().info().origin().isEmbedded();
    // On Kubernetes an autoscaler is not ours to set.
    Optional<Autoscaling> rule = embedded ? Optional.of(new Autoscaling(4, 4)) : Optional.empty();
    session.ask(new Action.Scale(4));
    if (embedded) {
      session.ask(new Action.SetAutoscaler(rule));
    }
    session
        .ask(new Action.SetClients(2))
        .ask(new Action.SetResolver(ResolverMode.POLL_DNS))
        .until(
            snapshot -> snapshot.cluster().ready() == 4 && clients(snapshot.client().settings()));
    Settings before = session.now().client().settings();
    run(Scenarios.all(QUICK).get(0));
    session.until(snapshot -> snapshot.client().settings().equals(before));
    assertThat(session.now().cluster().desired()).isEqualTo(4);
    session.until(snapshot -> Autoscaling.of(snapshot.cluster()).equals(rule));
    if (embedded) {
      session.ask(new Action.SetAutoscaler(Optional.empty()));
    }
    session.until(snapshot -> snapshot.cluster().api().scaler().isEmpty());
  }

  private static boolean clients(Settings settings) {
    return settings.clients() == 2 && settings.resolving().mode() == ResolverMode.POLL_DNS;
  }

  private List<Verdict> run(Experiment experiment) throws InterruptedException {
    Lab lab = new SessionLab(session::now, session::ask, new Waiting(Clocks.system()));
    try (Course course = new Course(experiment, lab)) {
      List<Optional<Verdict>> early = List.of();
      for (int left = experiment.steps().size(); left > 0; left--) {
        course.step();
        early = left == 1 ? early : course.decided();
      }
      List<Verdict> verdicts = course.verdicts();
      assertStays(early, verdicts);
      assertTells(experiment, course.found(verdicts), verdicts);
      return verdicts;
    }
  }

  /** A check that was judged early says the same at the end. */
  private static void assertStays(List<Optional<Verdict>> early, List<Verdict> verdicts) {
    int late = verdicts.size() - early.size();
    for (int i = 0; i < early.size(); i++) {
      Verdict last = verdicts.get(late + i);
      early.get(i).ifPresent(verdict -> assertThat(verdict).isEqualTo(last));
    }
  }

  private static void assertTells(Experiment experiment, String found, List<Verdict> verdicts) {
    if (hold(verdicts)) {
      assertThat(found).matches(FOUND.get(experiment.number() - 1)).hasSizeLessThan(100);
      assertThat(verdicts).allMatch(it -> !it.figures().isEmpty() || it.seen().startsWith("none"));
    }
  }
}
