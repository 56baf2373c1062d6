package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Verdict;
import dev.roundabout.viz.model.diagnosis.Diagnosis;
import dev.roundabout.viz.model.diagnosis.Finding.Kind;
import dev.roundabout.viz.scenario.Experiment;
import dev.roundabout.viz.scenario.Pace;
import dev.roundabout.viz.scenario.Scenarios;
import dev.roundabout.viz.ui.MainWindow;
import dev.roundabout.viz.ui.StillPicture;
import dev.roundabout.viz.ui.StillPicture.Read;
import dev.roundabout.viz.ui.StillPicture.Size;
import dev.roundabout.viz.ui.UiOptions;
import dev.roundabout.viz.ui.history.History;
import dev.roundabout.viz.ui.kit.Theme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import picocli.CommandLine;

/**
 * All experiments by the keys of a clicker alone: what the one line says while they go on, and that
 * at each of their places every number and word of the picture agrees with every other and can be
 * read, in one of the themes and sizes after another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExperimentPicturesTest {
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

  /** Calls that flow while a step begins or ends, between what is judged and what is drawn. */
  private static final double AT_AN_EDGE = 5;

  private static final List<Size> SIZES =
      List.of(new Size(1280, 720), new Size(1440, 900), new Size(1920, 1080), new Size(3840, 2160));

  /** {@code 7g67b 1,000}: a pod and its requests, as a verdict tells them. */
  private static final Pattern POD_AND_REQUESTS = Pattern.compile("\\b([a-z0-9]{5}) ([\\d,]+)");

  private final FxRobot robot = new FxRobot();

  @SuppressWarnings("NullAway.Init") // before all tests
  private Watched session;

  @SuppressWarnings("NullAway.Init") // before all tests
  private MainWindow window;

  @SuppressWarnings("NullAway.Init") // before all tests
  private StillPicture picture;

  private int looks;

  /** Of one experiment: what does not agree does not keep the next from being looked at. */
  private SoftAssertions softly = new SoftAssertions();

  @BeforeAll
  void begin() throws Exception {
    SessionOptions options = new SessionOptions();
    new CommandLine(options).parseArgs("--instant-pods");
    Clocks clocks = Clocks.system();
    var cluster = options.embedded(clocks, Origin.embedded("a test"));
    Snapshot first = Snapshot.empty(cluster.info(), clocks.instants().instant());
    session =
        new Watched(new Session(cluster, first, options.settings(), clocks, Scenarios.all(QUICK)));
    FxToolkit.registerPrimaryStage();
    on(
        () -> {
          picture = new StillPicture(first);
          window =
              new MainWindow(
                  History.ofNewest(session::now),
                  session::ask,
                  clocks.instants(),
                  UiOptions.DEFAULT);
          Stage stage = new Stage();
          stage.setScene(window.scene());
          stage.show();
          stage.requestFocus();
          return stage;
        });
    session.until(now -> now.cluster().ready() == 3 && !now.experiments().offers().isEmpty());
    push(KeyCode.F5);
    push(KeyCode.F5);
  }

  @AfterAll
  void end() throws Exception {
    on(
        () -> {
          window.close();
          window.scene().getWindow().hide();
          return true;
        });
    session.close();
  }

  /** Drawn only where a key comes, so that the machine is free for the experiment. */
  private void push(KeyCode key) {
    on(
        () -> {
          window.render();
          return true;
        });
    robot.push(key);
  }

  private static <T> T on(Callable<T> question) {
    return WaitForAsyncUtils.waitForAsyncFx(30_000, question);
  }

  static Stream<Experiment> experiments() {
    return Scenarios.all(QUICK).stream();
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void thePictureSaysWhatTheExperimentShows(Experiment experiment) {
    softly = new SoftAssertions();
    assumeTrue(experiment.obstacleOn(session.now().cluster()).isEmpty());
    session.until(now -> run(now).filter(run -> run.number() == experiment.number()).isPresent());
    session.until(now -> phase(now).equals(Optional.of(Phase.WAITING)));
    look(session.now());
    List<List<Kind>> steps = new ArrayList<>();
    List<Map<String, Double>> counted = new ArrayList<>();
    for (int place = 1; place <= experiment.steps().size(); place++) {
      steps.add(step(place));
      counted.add(look(session.now()));
    }
    softly
        .assertThat(steps.stream().flatMap(List::stream).toList())
        .containsSubsequence(SHOWN.get(experiment.number()));
    session.until(now -> phase(now).equals(Optional.of(Phase.DONE)));
    look(session.now());
    assertVerdictsAreOf(counted, run(session.now()).orElseThrow().verdicts());
    push(KeyCode.PAGE_DOWN);
    softly.assertAll();
  }

  /** Every kind that was found while it went on, each once in a row. */
  private List<Kind> step(int place) {
    List<Kind> kinds = new ArrayList<>();
    push(KeyCode.PAGE_DOWN);
    session.until(
        now -> {
          Kind kind = Diagnosis.of(now).kind();
          boolean begun = run(now).map(ExperimentRun::place).orElse(0) >= place;
          if (begun && (kinds.isEmpty() || kinds.get(kinds.size() - 1) != kind)) {
            kinds.add(kind);
          }
          return run(now).filter(run -> run.ends().size() == place).isPresent();
        });
    return kinds;
  }

  private static Optional<ExperimentRun> run(Snapshot now) {
    return now.experiments().run();
  }

  private static Optional<Phase> phase(Snapshot now) {
    return run(now).map(ExperimentRun::phase);
  }

  /** In one look after another; what the bars say, by the pods' short names. */
  private Map<String, Double> look(Snapshot now) {
    int number = looks++;
    Theme theme = Theme.values()[number % Theme.values().length];
    Size size = SIZES.get(number % SIZES.size());
    return on(
        () -> {
          picture.show(now, theme, size, false);
          softly.assertThat(picture.unreadable()).as("%s %s", theme, size).isEmpty();
          Map<String, Double> bars = assertBarsAgree(now);
          picture.show(now, theme, size, true);
          softly.assertThat(picture.unreadable()).as("stage, %s %s", theme, size).isEmpty();
          assertStageAgrees(now, bars);
          return bars;
        });
  }

  /** Where bars are drawn as cells, what is drawn stands for what is read. */
  private Map<String, Double> assertBarsAgree(Snapshot now) {
    Map<String, Double> counts =
        PodRow.of(now).stream()
            .collect(Collectors.toMap(row -> row.pod().shortName(), PodRow::count));
    Map<String, Read> bars = picture.bars();
    if (!bars.isEmpty()) {
      softly.assertThat(bars.keySet()).containsExactlyInAnyOrderElementsOf(counts.keySet());
      bars.forEach((pod, read) -> counts.put(pod, read.count()));
      assertSharesAddUp(bars);
    }
    assertCountsAgree(now, counts.values().stream().mapToDouble(Double::doubleValue).sum());
    softly.assertThat(picture.text("#caption-what")).isEqualTo(Diagnosis.of(now).what());
    return counts;
  }

  private void assertSharesAddUp(Map<String, Read> bars) {
    double shares = bars.values().stream().mapToDouble(bar -> bar.share().orElse(0.0)).sum();
    boolean some = bars.values().stream().anyMatch(bar -> bar.count() > 0);
    if (some && picture.text("#gone-pods").isEmpty()) {
      softly.assertThat(shares).as("shares").isCloseTo(100, within(0.05 * bars.size() + 0.1));
    }
  }

  private void assertCountsAgree(Snapshot now, double sum) {
    CountedSpan span = CountedSpan.of(now);
    Ledger books = now.traffic().ledger();
    softly
        .assertThat(picture.text("#books"))
        .contains("sent %,d".formatted(books.sent()), "in flight %,d".formatted(books.inFlight()));
    double sent = StillPicture.number(picture.text("#span").replaceFirst("^.*·", ""));
    if (span.kind() != CountedSpan.Kind.STEP) {
      return;
    }
    softly.assertThat(sent).isEqualTo(span.sent());
    if (picture.text("#gone-pods").isEmpty() && now.traffic().witnesses().again() == 0) {
      // While it flows, channelz was read a moment before the books were cut.
      double late =
          now.client().settings().running() ? Math.ceil(now.traffic().perSecond()) + 1 : 0;
      softly
          .assertThat(sum)
          .as("requests of the pods")
          .isBetween(sent - books.inFlight() - late, sent + late);
    }
  }

  private void assertStageAgrees(Snapshot now, Map<String, Double> bars) {
    picture.rows().entrySet().stream()
        .filter(row -> bars.containsKey(row.getKey()))
        .forEach(
            row ->
                softly
                    .assertThat(row.getValue().count())
                    .as(row.getKey())
                    .isCloseTo(bars.get(row.getKey()), within(0.5)));
    ExperimentRun run = run(now).orElseThrow();
    if (run.phase() == Phase.WAITING && run.place() > 0) {
      softly.assertThat(picture.text("#stage-what")).isEqualTo(Diagnosis.of(now).what());
    }
  }

  /** What a verdict says that a pod got stood beside its bar at the end of a step. */
  private void assertVerdictsAreOf(List<Map<String, Double>> counted, List<Verdict> verdicts) {
    for (Verdict verdict : verdicts) {
      boolean requests = !verdict.seen().matches("(clients|streams).*");
      Matcher told = POD_AND_REQUESTS.matcher(verdict.seen());
      while (requests && told.find()) {
        String pod = told.group(1);
        double got = StillPicture.number(told.group(2));
        softly
            .assertThat(counted)
            .as("%s in %s", pod, verdict.seen())
            .anyMatch(bars -> Math.abs(got - bars.getOrDefault(pod, -9.0)) <= AT_AN_EDGE);
      }
    }
  }
}
