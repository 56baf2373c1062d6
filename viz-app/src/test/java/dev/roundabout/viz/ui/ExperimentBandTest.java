package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.Verdict;
import dev.roundabout.viz.ui.kit.Theme;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Steps through experiments with real keys. */
@ExtendWith(ApplicationExtension.class)
class ExperimentBandTest {
  private final Fixtures world = ExperimentWorlds.offered(Fixtures.serving(3));

  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, world.snapshot());
    window.window().root().requestFocus();
  }

  @Test
  void anExperimentIsChosenByKeyboardAlone(FxRobot robot) {
    robot.push(KeyCode.E);
    settle(robot);
    robot.push(KeyCode.PAGE_DOWN).push(KeyCode.PAGE_DOWN).push(KeyCode.PAGE_UP);
    robot.push(KeyCode.ENTER);
    int second = world.snapshot().experiments().offers().get(1).number();
    assertThat(window.actions()).containsExactly(new Action.BeginExperiment(second));
    assertThat(robot.lookup("#experiments").query().getParent().isVisible()).isFalse();
  }

  @Test
  void aClickerBeginsOneWithItsTwoKeys(FxRobot robot) {
    Theme before = window.window().view().theme().get();
    robot.push(KeyCode.F5);
    settle(robot);
    assertThat(window.window().view().theme().get()).isEqualTo(Theme.PROJECTOR);
    robot.push(KeyCode.PAGE_DOWN).push(KeyCode.F5);
    int second = world.snapshot().experiments().offers().get(1).number();
    assertThat(window.actions()).containsExactly(new Action.BeginExperiment(second));
    robot.push(KeyCode.F5);
    assertThat(window.window().view().theme().get()).isEqualTo(before);
  }

  @Test
  void whereNothingMayBeChangedNothingBegins(FxRobot robot) {
    window.show(robot, ExperimentWorlds.offered(ApiFixtures.locked(true)).snapshot());
    robot.push(KeyCode.E);
    settle(robot);
    robot.push(KeyCode.ENTER);
    assertThat(window.actions()).isEmpty();
    assertThat(window.text("#experiments-notice")).contains("unlock", "(U)");
    robot.push(KeyCode.U);
    settle(robot);
    assertThat(robot.lookup("#unlock-name").query().isFocused()).isTrue();
  }

  @Test
  void pageDownAsksForTheNextStepAndSaysThatOneGoesOn(FxRobot robot) {
    show(robot, begun().with(Phase.WAITING));
    assertThat(window.text("#narration")).isEqualTo("Does a client notice new pods by itself?");
    robot.push(KeyCode.PAGE_DOWN);
    assertThat(window.actions()).containsExactly(new Action.NextStep());
    show(robot, begun().with(Phase.GOING_ON));
    assertThat(window.text("#experiment-status")).isEqualTo("goes on …");
    robot.push(KeyCode.PAGE_DOWN);
    settle(robot);
    assertThat(window.text("#experiment-status")).isEqualTo("it still goes on …");
    show(robot, ExperimentWorlds.steps(begun(), 1));
    assertThat(window.text("#experiment-status")).isEqualTo("done · Page Down goes on");
  }

  @Test
  void backAndForthChangesNothingAndShowsTheMomentOfEachStep(FxRobot robot) {
    ExperimentRun run = ExperimentWorlds.steps(begun(), 2).with(Phase.GOING_ON);
    window.remember(Fixtures.START, Fixtures.world().snapshot());
    show(robot, run);
    robot.push(KeyCode.PAGE_UP);
    settle(robot);
    assertThat(window.text("#narration")).isEqualTo(run.steps().get(1).line());
    assertThat(window.window().playhead().instant()).isEqualTo(run.ends().get(1));
    robot.push(KeyCode.PAGE_UP).push(KeyCode.PAGE_UP).push(KeyCode.PAGE_UP);
    settle(robot);
    assertThat(window.text("#narration")).isEqualTo(run.question());
    robot.push(KeyCode.PAGE_DOWN).push(KeyCode.PAGE_DOWN);
    assertThat(window.window().playhead().isLive()).isFalse();
    robot.push(KeyCode.PAGE_DOWN);
    settle(robot);
    assertThat(window.window().playhead().isLive()).isTrue();
    assertThat(window.text("#narration")).isEqualTo(run.steps().get(2).line());
    assertThat(window.actions()).isEmpty();
  }

  @Test
  void thePanelToLookAtIsMarkedWhileItsStepIsShown(FxRobot robot) {
    show(robot, ExperimentWorlds.steps(begun(), 2).with(Phase.GOING_ON));
    assertThat(window.all(".look-here")).singleElement().satisfies(this::isResolved);
    show(robot, ExperimentWorlds.steps(begun(), 3).with(Phase.GOING_ON));
    assertThat(window.all(".look-here"))
        .singleElement()
        .satisfies(node -> assertThat(node.getId()).isEqualTo("propagation"));
    show(robot, ExperimentWorlds.done(begun(), true));
    assertThat(window.all(".look-here")).isEmpty();
  }

  @Test
  void theVerdictStandsBesideWhatWasExpectedAndTheArticle(FxRobot robot) {
    show(robot, ExperimentWorlds.done(begun(), true));
    assertThat(window.text("#narration")).startsWith("A new pod waited: ");
    assertThat(window.texts()).contains("✓ 5 · Scaled 3 → 2 → 5 without re-resolution");
    assertThat(window.texts())
        .contains("the client knows 2 of 5 addresses", "✓")
        .anyMatch(text -> text.contains("our client wasn't aware"));
    show(robot, ExperimentWorlds.done(begun(), false));
    assertThat(window.text("#narration"))
        .isEqualTo("Not as expected: the three new pods got no request.");
    assertThat(window.texts()).contains("✗ 5 · Scaled 3 → 2 → 5 without re-resolution");
    robot.push(KeyCode.CONTROL, KeyCode.E).push(KeyCode.SHIFT, KeyCode.E);
    assertThat(window.actions())
        .containsExactly(new Action.RestartExperiment(), new Action.LeaveExperiment());
  }

  @Test
  void aCheckIsShownAsSoonAsItIsDecidedWhileLaterStepsGoOn(FxRobot robot) {
    ExperimentRun run = ExperimentWorlds.experiment(3).run(Fixtures.START);
    show(robot, ExperimentWorlds.steps(run, 1).with(Phase.GOING_ON));
    assertThat(window.texts()).doesNotContain("✓").contains("not judged yet");
    Verdict cold = ExperimentWorlds.verdict(run.expected().get(0), true);
    ExperimentRun decided =
        ExperimentWorlds.steps(run, 1).decided(List.of(Optional.of(cold), Optional.empty()));
    show(robot, decided.with(Phase.GOING_ON));
    assertThat(window.texts()).contains("✓", cold.seen(), "not judged yet");
    assertThat(window.all(".figures-small .figure")).hasSize(3);
    assertThat(window.all(".figures-small .pod-2")).isNotEmpty();
    assertThat(window.text("#experiment-progress")).isEqualTo("step 2 of 3 · ✓");
  }

  @Test
  void theBandKeepsItsHeightFromTheQuestionToTheVerdict(FxRobot robot) {
    for (int number = 1; number <= 11; number++) {
      ExperimentRun run = ExperimentWorlds.experiment(number).run(Fixtures.START);
      Set<Double> heights = new HashSet<>();
      for (int done = 0; done < run.steps().size(); done++) {
        show(robot, ExperimentWorlds.steps(run, done));
        heights.add(bandHeight());
        show(robot, ExperimentWorlds.steps(run, done).with(Phase.GOING_ON));
        heights.add(bandHeight());
      }
      show(robot, ExperimentWorlds.done(run, true));
      heights.add(bandHeight());
      assertThat(heights).as("experiment " + number).hasSize(1);
    }
  }

  private double bandHeight() {
    return window.window().root().lookup("#experiment-band").getBoundsInParent().getHeight();
  }

  @Test
  void afterTheVerdictPageDownOpensTheNextExperiment(FxRobot robot) {
    show(robot, ExperimentWorlds.done(begun(), true));
    assertThat(window.text("#experiment-status")).isEqualTo("Page Down: experiment 6");
    robot.push(KeyCode.PAGE_DOWN);
    assertThat(window.actions()).containsExactly(new Action.BeginExperiment(6));
  }

  @Test
  void afterTheLastVerdictPageDownDoesNothing(FxRobot robot) {
    ExperimentRun last = ExperimentWorlds.experiment(11).run(Fixtures.START);
    show(robot, ExperimentWorlds.done(last, true));
    assertThat(window.text("#experiment-status")).contains("the last one");
    robot.push(KeyCode.PAGE_DOWN);
    assertThat(window.actions()).isEmpty();
  }

  @Test
  void theBandIsThereOnlyWhileAnExperimentIsOn(FxRobot robot) {
    assertThat(isBandShown()).isFalse();
    robot.push(KeyCode.PAGE_DOWN).push(KeyCode.SHIFT, KeyCode.E);
    assertThat(window.actions()).isEmpty();
    show(robot, begun());
    assertThat(isBandShown()).isTrue();
    window.show(robot, world.snapshot().after(seen(Optional.empty())));
    assertThat(isBandShown()).isFalse();
  }

  private boolean isBandShown() {
    return window.window().root().lookup("#experiment-band").isVisible();
  }

  private void isResolved(Node node) {
    assertThat(node.getStyleClass()).contains("resolved");
  }

  private static ExperimentRun begun() {
    return ExperimentWorlds.experiment(5).run(Fixtures.START);
  }

  private void show(FxRobot robot, ExperimentRun run) {
    window.show(robot, world.snapshot().after(seen(Optional.of(run))));
  }

  private SessionFact seen(Optional<ExperimentRun> run) {
    return new SessionFact.ExperimentSeen(world.now(), run);
  }

  private void settle(FxRobot robot) {
    robot.interact(window::settle);
  }
}
