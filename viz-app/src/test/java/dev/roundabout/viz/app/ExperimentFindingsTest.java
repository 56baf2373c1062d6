package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.diagnosis.Diagnosis;
import dev.roundabout.viz.model.diagnosis.Finding.Kind;
import dev.roundabout.viz.scenario.Experiment;
import dev.roundabout.viz.scenario.Pace;
import dev.roundabout.viz.scenario.Scenarios;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the one line says while an experiment goes on, and that counts, shares and line agree. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExperimentFindingsTest {
  private static final Pace QUICK = new Pace(300, 100, Duration.ofMillis(600), Duration.ZERO);

  /** What is certain to be found, in this order, by the number of the experiment. */
  private static final Map<Integer, List<Kind>> SHOWN =
      Map.ofEntries(
          Map.entry(1, List.of(Kind.ONE_CONNECTION)),
          Map.entry(2, List.of(Kind.ONE_CONNECTION)),
          Map.entry(3, List.of(Kind.EVEN)),
          Map.entry(4, List.of(Kind.EVEN)),
          Map.entry(5, List.of(Kind.EVEN, Kind.NEW_PODS_IDLE)),
          Map.entry(6, List.of(Kind.PODS_LEFT, Kind.NEW_PODS_SERVE, Kind.PODS_LEFT)),
          Map.entry(7, List.of(Kind.ONE_CONNECTION)),
          Map.entry(8, List.of(Kind.AUTOSCALED_IDLE, Kind.EVEN)),
          Map.entry(9, List.of(Kind.NEW_PODS_SERVE, Kind.CALLS_LOST)),
          Map.entry(10, List.of(Kind.STREAMS_STICK)),
          Map.entry(11, List.of(Kind.FROZEN_STALLS, Kind.FROZEN_BYPASSED)));

  @SuppressWarnings("NullAway.Init") // before all tests
  private Watched session;

  @BeforeAll
  void begin() {
    SessionOptions options = new SessionOptions();
    new CommandLine(options).parseArgs("--instant-pods");
    Clocks clocks = Clocks.system();
    var cluster = options.embedded(clocks, Origin.embedded("a test"));
    Snapshot first = Snapshot.empty(cluster.info(), clocks.instants().instant());
    session =
        new Watched(new Session(cluster, first, options.settings(), clocks, Scenarios.all(QUICK)));
    session.until(now -> now.cluster().ready() == 3 && !now.experiments().offers().isEmpty());
  }

  @AfterAll
  void end() {
    session.close();
  }

  static Stream<Experiment> experiments() {
    return Scenarios.all(QUICK).stream();
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void theLineSaysWhatTheExperimentShows(Experiment experiment) {
    assumeTrue(experiment.obstacleOn(session.now().cluster()).isEmpty());
    session.ask(new Action.BeginExperiment(experiment.number()));
    session.until(now -> phase(now).equals(Optional.of(Phase.WAITING)));
    List<List<Kind>> steps = new ArrayList<>();
    for (int place = 1; place <= experiment.steps().size(); place++) {
      steps.add(step(place));
      assertAgrees(session.now());
    }
    assertThat(steps.stream().flatMap(List::stream).toList())
        .containsSubsequence(SHOWN.get(experiment.number()));
    session.ask(new Action.LeaveExperiment());
    session.until(now -> now.experiments().run().isEmpty());
  }

  /** Every kind that was found while it went on, each once in a row. */
  private List<Kind> step(int place) {
    List<Kind> kinds = new ArrayList<>();
    session.ask(new Action.NextStep());
    session.until(
        now -> {
          Kind kind = Diagnosis.of(now).kind();
          boolean begun = now.experiments().run().map(ExperimentRun::place).orElse(0) >= place;
          if (begun && (kinds.isEmpty() || kinds.get(kinds.size() - 1) != kind)) {
            kinds.add(kind);
          }
          return now.experiments().run().filter(run -> run.ends().size() == place).isPresent();
        });
    return kinds;
  }

  private static Optional<Phase> phase(Snapshot now) {
    return now.experiments().run().map(ExperimentRun::phase);
  }

  private static void assertAgrees(Snapshot now) {
    CountedSpan span = CountedSpan.of(now);
    assertThat(span.kind()).isEqualTo(CountedSpan.Kind.STEP);
    List<PodRow> rows = PodRow.of(now);
    double shown = rows.stream().mapToDouble(PodRow::count).sum();
    assertThat(shown).isLessThanOrEqualTo(span.total());
    rows.forEach(
        row ->
            assertThat(row.share() * span.total())
                .isBetween(row.count() - 0.01, row.count() + 0.01));
  }
}
