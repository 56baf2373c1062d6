package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.FrameMeter;
import dev.roundabout.viz.ui.kit.FrameStats;
import dev.roundabout.viz.ui.kit.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** How much is done, and when nothing is. */
@ExtendWith(ApplicationExtension.class)
class WorkTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  private final Fixtures world = Fixtures.serving(3);

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, Fixtures.world().snapshot());
  }

  @Test
  void anUnchangedSnapshotChangesNothing(FxRobot robot) {
    window.show(robot, world.snapshot());
    AtomicInteger changes = new AtomicInteger();
    robot.interact(
        () -> {
          for (Node node : window.all(".label")) {
            ((Label) node).textProperty().addListener((p, a, b) -> changes.incrementAndGet());
          }
          for (int i = 0; i < 20; i++) {
            window.renderAfter(Duration.ofMillis(10));
          }
        });
    assertThat(changes).hasValue(0);
    assertThat(window.window().root().isNeedsLayout()).isFalse();
  }

  @Test
  void numbersOfAllPanelsAreTakenAtTheSameMoments() {
    ManualClock clock = new ManualClock(Fixtures.START);
    Gate often = Gate.calm(clock);
    Gate seldom = Gate.calm(clock);
    Object still = new Object();
    List<Object> taken = new ArrayList<>();
    for (int frame = 0; frame < 300; frame++) {
      clock.advance(Duration.ofMillis(33));
      Object snapshot = new Object();
      boolean one = often.opens(0, snapshot);
      // What one panel shows may stand still for a while, and change in the middle of a beat.
      boolean other = seldom.opens(0, frame % 7 == 0 ? snapshot : still);
      assertThat(!other || one).as("frame %d: never by itself", frame).isTrue();
      if (one) {
        taken.add(snapshot);
      }
    }
    assertThat(taken).as("ten a second").hasSizeBetween(95, 101);
  }

  @Test
  void aGateOpensForANewPartAndNotTooOften() {
    ManualClock clock = new ManualClock(Fixtures.START);
    Gate gate = new Gate(clock, Duration.ofMillis(100));
    Snapshot first = world.snapshot();
    Snapshot second = world.tick().snapshot();

    assertThat(gate.opens(0, first)).isTrue();
    assertThat(gate.opens(0, first)).isFalse();
    assertThat(gate.opens(0, second)).as("too soon").isFalse();
    clock.advance(Duration.ofMillis(100));
    assertThat(gate.opens(0, second)).isTrue();
    assertThat(gate.opens(1, second)).as("another look").isTrue();
    assertThat(gate.openings()).isEqualTo(3);
  }

  @Test
  void framesAreMeasured() {
    FrameMeter meter = new FrameMeter();
    for (int i = 0; i <= 100; i++) {
      meter.pulse(i * 10_000_000L);
      if (i % 2 == 0) {
        meter.drawn();
      }
      meter.cost(i == 50 ? 7_000_000 : 2_000_000);
    }
    FrameStats stats = meter.stats();
    assertThat(stats.frames()).isEqualTo(100);
    assertThat(stats.fps()).as("frames drawn, not pulses").isEqualTo(50);
    assertThat(stats.interval().p99()).isEqualTo(10);
    assertThat(stats.cost().p50()).isEqualTo(2);
    assertThat(stats.cost().max()).isEqualTo(7);
  }

  @Test
  void theLoopDrawsByItselfAndTellsOfTheFirstRequest(FxRobot robot) {
    assertThat(window.window().firstRequestDrawn().toCompletableFuture()).isNotDone();
    robot.interact(() -> window.window().start());
    window.replace(world.snapshot());
    await()
        .untilAsserted(
            () -> assertThat(window.window().firstRequestDrawn().toCompletableFuture()).isDone());
    await().untilAsserted(() -> assertThat(window.window().frames().frames()).isPositive());
    robot.interact(() -> window.window().close());
  }
}
