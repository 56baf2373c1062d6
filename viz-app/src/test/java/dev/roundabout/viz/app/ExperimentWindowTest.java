package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.scenario.Pace;
import dev.roundabout.viz.scenario.Scenarios;
import dev.roundabout.viz.ui.MainWindow;
import dev.roundabout.viz.ui.UiOptions;
import dev.roundabout.viz.ui.history.History;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;
import picocli.CommandLine;

/** A person with a clicker, a window, and the embedded cluster. */
@ExtendWith(ApplicationExtension.class)
class ExperimentWindowTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pace QUICK = new Pace(300, 100, Duration.ofMillis(600), Duration.ZERO);

  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private Session session;

  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private MainWindow window;

  @Start
  void start(Stage stage) {
    SessionOptions options = new SessionOptions();
    new CommandLine(options).parseArgs("--instant-pods", "--scale=2", "--policy=pick_first");
    Clocks clocks = Clocks.system();
    Cluster cluster = options.embedded(clocks, Origin.embedded("a test"));
    Snapshot first = Snapshot.empty(cluster.info(), clocks.instants().instant());
    session = new Session(cluster, first, options.settings(), clocks, Scenarios.all(QUICK));
    session.start();
    window = new MainWindow(new Past(), session::submit, clocks.instants(), UiOptions.DEFAULT);
    stage.setScene(window.scene());
    stage.show();
    window.start();
  }

  @Stop
  void stop() {
    window.close();
    session.close();
  }

  private final class Past implements History {
    @Override
    public Snapshot now() {
      return session.snapshot();
    }

    @Override
    public Snapshot at(Instant moment) {
      return session.at(moment);
    }

    @Override
    public Instant oldest() {
      return session.oldest();
    }
  }

  @Test
  void an_experiment_is_begun_stepped_through_looked_back_at_and_left(FxRobot robot) {
    until(now -> now.cluster().ready() == 2 && !now.experiments().offers().isEmpty());
    Settings before = session.snapshot().client().settings();
    robot.push(KeyCode.E);
    await().atMost(PATIENCE).until(() -> focused(robot).startsWith("experiment-"));
    for (int i = 0; i < 20 && !focused(robot).equals("experiment-4"); i++) {
      robot.push(KeyCode.PAGE_DOWN);
    }
    robot.push(KeyCode.ENTER);
    until(now -> stands(now, Phase.WAITING));
    assertThat(session.snapshot().cluster().ready()).isEqualTo(3);

    robot.push(KeyCode.PAGE_DOWN);
    until(now -> stands(now, Phase.WAITING) && run(now).ends().size() == 1);
    shows(robot, run(session.snapshot()).steps().get(0).line());
    robot.push(KeyCode.PAGE_DOWN);
    until(now -> stands(now, Phase.DONE));
    assertThat(run(session.snapshot()).verdicts()).allMatch(verdict -> verdict.holds());
    shows(robot, "Each pod in turn: every one got 100 of 300 calls.");

    robot.push(KeyCode.PAGE_UP);
    shows(robot, run(session.snapshot()).steps().get(1).line());
    robot.push(KeyCode.PAGE_UP);
    shows(robot, run(session.snapshot()).steps().get(0).line());
    robot.push(KeyCode.PAGE_DOWN).push(KeyCode.PAGE_DOWN);
    shows(robot, "Each pod in turn: every one got 100 of 300 calls.");
    assertThat(asked("went on to the next step")).isEqualTo(2);
    assertThat(asked("sent a burst of 300")).isEqualTo(1);

    robot.push(KeyCode.SHIFT, KeyCode.E);
    until(now -> now.experiments().run().isEmpty());
    assertThat(session.snapshot().cluster().ready()).isEqualTo(2);
    assertThat(session.snapshot().client().settings()).isEqualTo(before);
  }

  private long asked(String words) {
    return session.snapshot().events().stream()
        .map(Event::text)
        .filter(text -> text.contains(words))
        .count();
  }

  private static String focused(FxRobot robot) {
    return ask(
        () -> {
          Node owner = robot.window(0).getScene().getFocusOwner();
          return owner == null || owner.getId() == null ? "" : owner.getId();
        });
  }

  private static void shows(FxRobot robot, String line) {
    await()
        .atMost(PATIENCE)
        .until(() -> ask(() -> robot.lookup("#narration").queryLabeled().getText()), line::equals);
  }

  private static <T> T ask(Callable<T> question) {
    return WaitForAsyncUtils.waitForAsyncFx(PATIENCE.toMillis(), question);
  }

  private void until(Predicate<Snapshot> condition) {
    await().atMost(PATIENCE).until(() -> condition.test(session.snapshot()));
  }

  private static boolean stands(Snapshot now, Phase phase) {
    return now.experiments().run().filter(run -> run.phase() == phase).isPresent();
  }

  private static ExperimentRun run(Snapshot now) {
    return now.experiments().run().orElseThrow();
  }
}
