package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.Verdict;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.Shape;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A presenter's keys, pressed for real. */
@ExtendWith(ApplicationExtension.class)
class StageKeysTest {
  /** What clickers of all makes send, beside F5 with and without Shift. */
  private static final List<KeyCode> CLICKER =
      List.of(
          KeyCode.PAGE_UP,
          KeyCode.PAGE_DOWN,
          KeyCode.B,
          KeyCode.PERIOD,
          KeyCode.ESCAPE,
          KeyCode.LEFT,
          KeyCode.RIGHT,
          KeyCode.UP,
          KeyCode.DOWN,
          KeyCode.HOME,
          KeyCode.END,
          KeyCode.TAB,
          KeyCode.ENTER,
          KeyCode.F5);

  private Fixtures world = ExperimentWorlds.offered(Fixtures.notResolved());

  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, world.snapshot());
    window.window().root().requestFocus();
  }

  @Test
  void aPanelIsShownAloneAndAllAgain(FxRobot robot) {
    present(robot);
    List<String> all = areas();
    assertThat(all).hasSize(2);
    for (KeyCode key : List.of(KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3, KeyCode.DIGIT6)) {
      robot.push(key);
      settle(robot);
      assertThat(areas()).hasSize(1);
    }
    robot.push(KeyCode.ESCAPE);
    settle(robot);
    assertThat(areas()).isEqualTo(all);
    robot.push(KeyCode.DIGIT4).push(KeyCode.DIGIT0);
    settle(robot);
    assertThat(areas()).isEqualTo(all);
    assertThat(window.actions()).isEmpty();
  }

  @Test
  void whatIsShownAloneStepsBackAtTheNextPlaceOfAnExperiment(FxRobot robot) {
    ExperimentRun run = ExperimentWorlds.experiment(5).run(Fixtures.START);
    tell(robot, Optional.of(run.with(Phase.WAITING)));
    robot.interact(() -> window.window().showStage());
    settle(robot);
    robot.push(KeyCode.DIGIT6);
    settle(robot);
    assertThat(areas()).hasSize(1);
    tell(robot, Optional.of(ExperimentWorlds.steps(run, 1).with(Phase.GOING_ON)));
    assertThat(areas()).hasSize(2);
  }

  @Test
  void aBlackScreenEndsWithAnyKeyWhichDoesNothingElse(FxRobot robot) {
    for (KeyCode blank : List.of(KeyCode.B, KeyCode.PERIOD)) {
      for (KeyCode end : List.of(KeyCode.SPACE, KeyCode.K, KeyCode.PLUS, blank, KeyCode.F5)) {
        robot.push(blank);
        assertThat(isShown("#blank")).as("%s blanks", blank).isTrue();
        robot.push(end);
        assertThat(isShown("#blank")).as("%s ends it", end).isFalse();
      }
    }
    assertThat(window.actions()).isEmpty();
    assertThat(window.window().view().isOnStage()).isFalse();
  }

  @Test
  void aLightFollowsThePointer(FxRobot robot) {
    robot.push(KeyCode.X);
    pointAt(robot, 300, 400);
    assertThat(isShaded(300, 400)).isFalse();
    assertThat(isShaded(900, 400)).isTrue();
    pointAt(robot, 900, 400);
    assertThat(isShaded(300, 400)).isTrue();
    assertThat(isShaded(900, 400)).isFalse();
    robot.push(KeyCode.X);
    assertThat(isShown("#pointer-light")).isFalse();
    assertThat(window.actions()).isEmpty();
  }

  @Test
  void noKeyOfAClickerAsksForAnythingWithoutAnExperiment(FxRobot robot) {
    pushAll(robot);
    robot.interact(() -> window.window().showStage());
    settle(robot);
    pushAll(robot);
    assertThat(window.actions()).isEmpty();
  }

  @Test
  void noKeyOfAClickerChangesAClusterWhateverHasTheFocus(FxRobot robot) {
    List<Node> buttons =
        window.all(".rail-column .button").stream().filter(node -> !node.isDisabled()).toList();
    assertThat(buttons).hasSizeGreaterThan(5);
    for (Node button : buttons) {
      robot.interact(button::requestFocus);
      CLICKER.stream().filter(key -> key != KeyCode.F5).forEach(robot::push);
      robot.push(KeyCode.ESCAPE);
    }
    assertThat(window.actions()).noneMatch(Action.OnCluster.class::isInstance);
  }

  /** F5 begins one, Page Down leads through it, past its verdict and into the next one. */
  @Test
  void aClickerAloneLeadsFromTheFirstPageToTheVerdictAndOnToTheNext(FxRobot robot) {
    robot.push(KeyCode.F5);
    settle(robot);
    robot.push(KeyCode.F5);
    int first = world.snapshot().experiments().offers().get(0).number();
    assertThat(window.actions()).containsExactly(new Action.BeginExperiment(first));
    ExperimentRun run = ExperimentWorlds.experiment(first).run(Fixtures.START).with(Phase.WAITING);
    tell(robot, Optional.of(run));
    assertThat(window.text("#stage-what")).isEqualTo(run.question());
    while (run.ends().size() < run.steps().size()) {
      robot.push(KeyCode.PAGE_DOWN);
      assertThat(last()).isEqualTo(new Action.NextStep());
      run = run.with(Phase.GOING_ON);
      tell(robot, Optional.of(run));
      assertThat(window.text("#stage-narration"))
          .isEqualTo(run.steps().get(run.ends().size()).line());
      run = run.stepDone(world.now());
    }
    List<Verdict> held =
        run.expected().stream()
            .map(each -> new Verdict(true, each.words(), "seen", each.article()))
            .toList();
    tell(robot, Optional.of(run.judged(held, "It was found.")));
    assertThat(window.text("#stage-progress")).isEqualTo("verdict");
    assertThat(window.text("#stage-what")).isEqualTo("It was found.");
    robot.push(KeyCode.PAGE_DOWN);
    int next = world.snapshot().experiments().offers().get(1).number();
    assertThat(last()).isEqualTo(new Action.BeginExperiment(next));
    assertThat(window.window().view().isOnStage()).isTrue();
  }

  private void pushAll(FxRobot robot) {
    for (KeyCode key : CLICKER) {
      robot.push(key).push(key);
      settle(robot);
      if (isShown("#blank") || key == KeyCode.F5) {
        robot.push(KeyCode.ESCAPE);
      }
    }
    robot.push(KeyCode.SHIFT, KeyCode.F5).push(KeyCode.ESCAPE).push(KeyCode.SHIFT, KeyCode.F5);
    settle(robot);
  }

  private Action last() {
    return window.actions().get(window.actions().size() - 1);
  }

  private void present(FxRobot robot) {
    robot.push(KeyCode.F5);
    settle(robot);
    robot.push(KeyCode.ESCAPE);
    settle(robot);
  }

  private void tell(FxRobot robot, Optional<ExperimentRun> run) {
    world = world.apply(new SessionFact.ExperimentSeen(world.now(), run));
    window.show(robot, world.snapshot());
  }

  private List<String> areas() {
    Node picture = window.window().root().lookup(".stage-areas");
    return ((Parent) picture)
        .getChildrenUnmodifiable().stream().map(node -> String.valueOf(node.getId())).toList();
  }

  private boolean isShown(String selector) {
    return window.window().root().lookup(selector).isVisible();
  }

  private void pointAt(FxRobot robot, double x, double y) {
    Stage stage = window.stage();
    double left = stage.getX() + stage.getScene().getX();
    robot.moveTo(new Point2D(left + x, stage.getY() + stage.getScene().getY() + y));
  }

  private boolean isShaded(double x, double y) {
    Parent light = (Parent) window.window().root().lookup("#pointer-light");
    Shape shade = (Shape) light.getChildrenUnmodifiable().get(0);
    return shade.contains(x, y);
  }

  private void settle(FxRobot robot) {
    robot.interact(window::settle);
  }
}
