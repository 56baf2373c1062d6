package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.kit.Explained;
import java.time.Duration;
import javafx.scene.control.Button;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Presses the real controls, and looks at what they ask for and what they show. */
@ExtendWith(ApplicationExtension.class)
class ControlsTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  private final Fixtures world = Fixtures.serving(3);

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, world.snapshot());
  }

  @Test
  void plusAsksForOneMoreAndShowsTheTruth(FxRobot robot) {
    robot.clickOn("+");

    assertThat(window.actions()).containsExactly(new Action.Scale(4));
    assertThat(replicas(robot).getText()).isEqualTo("3");

    window.show(robot, world.apply(new ClusterFact.DeploymentSeen(world.now(), 4, 3)).snapshot());
    assertThat(replicas(robot).getText()).isEqualTo("4");
    assertThat(window.texts()).contains("3 ready");
  }

  @Test
  void quickClicksCountFromWhatWasAsked(FxRobot robot) {
    robot.clickOn("+").clickOn("+").clickOn("+");
    assertThat(window.actions())
        .containsExactly(new Action.Scale(4), new Action.Scale(5), new Action.Scale(6));
  }

  @Test
  void quickKeysForStreamsAndClicksForClientsCountFromWhatWasAsked(FxRobot robot) {
    window.show(robot, world.settings(s -> s.withStreams(9)).snapshot());
    robot.push(KeyCode.SHIFT, KeyCode.O).push(KeyCode.SHIFT, KeyCode.O);
    robot.push(KeyCode.SHIFT, KeyCode.O);
    robot.clickOn("#command-MORE_CLIENTS").clickOn("#command-MORE_CLIENTS");
    assertThat(window.actions())
        .containsExactly(
            new Action.SetStreams(6),
            new Action.SetStreams(3),
            new Action.SetStreams(0),
            new Action.SetClients(2),
            new Action.SetClients(3));
  }

  @Test
  void aTypedNumberIsAskedForWithEnter(FxRobot robot) {
    robot.clickOn(replicas(robot)).push(KeyCode.CONTROL, KeyCode.A).write("12").push(KeyCode.ENTER);
    assertThat(window.actions()).containsExactly(new Action.Scale(12));
  }

  @Test
  void aNumberThatCannotBeIsNotAskedFor(FxRobot robot) {
    robot
        .clickOn(replicas(robot))
        .push(KeyCode.CONTROL, KeyCode.A)
        .write("900")
        .push(KeyCode.ENTER);
    assertThat(window.actions()).isEmpty();
    assertThat(replicas(robot).getPseudoClassStates())
        .anyMatch(state -> state.getPseudoClassName().equals("refused"));
    robot.push(KeyCode.ESCAPE);
    assertThat(replicas(robot).getText()).isEqualTo("3");
  }

  @Test
  void segmentsShowTheTruthUntilItChanges(FxRobot robot) {
    robot.clickOn("pick_first").clickOn("ClusterIP");

    assertThat(window.actions())
        .containsExactly(
            new Action.SetPolicy(LbPolicy.PICK_FIRST),
            new Action.UseService(ServiceKind.CLUSTER_IP));
    assertThat(toggle(robot, "round_robin").isSelected()).isTrue();

    window.show(robot, world.settings(s -> s.withPolicy(LbPolicy.PICK_FIRST)).snapshot());
    assertThat(toggle(robot, "pick_first").isSelected()).isTrue();
    assertThat(toggle(robot, "round_robin").isSelected()).isFalse();
  }

  @Test
  void loadIsAskedForByKindAndByNumber(FxRobot robot) {
    robot.clickOn("Concurrent").clickOn("Sequential");
    assertThat(window.actions())
        .containsExactly(
            new Action.SetLoad(new Load.Concurrent(64)),
            new Action.SetLoad(new Load.Sequential(Duration.ZERO)));
  }

  @Test
  void theSliderAsksForRoundNumbers(FxRobot robot) {
    Slider slider = robot.lookup(".slider").queryAs(Slider.class);
    robot.interact(() -> slider.setValue(1));
    assertThat(window.actions()).containsExactly(new Action.SetLoad(new Load.Rate(50_000)));
    assertThat(window.texts()).contains("50,000 req/s");
  }

  @Test
  void sequentialDisablesTheSliderAndSaysWhy(FxRobot robot) {
    window.show(
        robot, world.settings(s -> s.withLoad(new Load.Sequential(Duration.ZERO))).snapshot());
    Slider slider = robot.lookup(".slider").queryAs(Slider.class);
    assertThat(slider.isDisabled()).isTrue();
    assertThat(((Explained) slider.getParent()).explanation()).contains("Sequential has no number");
  }

  @Test
  void workPerCallIsSaidBesideTheLoad(FxRobot robot) {
    assertThat(window.texts()).contains("over all clients");
    window.show(robot, world.settings(s -> s.withWork(Duration.ofMillis(10))).snapshot());
    assertThat(window.texts()).contains("10 ms CPU each").doesNotContain("over all clients");
  }

  @Test
  void pauseAndBurstAreAskedFor(FxRobot robot) {
    robot.clickOn("#command-PAUSE").clickOn("#command-BURST");
    assertThat(window.actions())
        .containsExactly(new Action.SetRunning(false), new Action.Burst(3000));
    window.show(robot, world.settings(s -> s.withRunning(false)).snapshot());
    assertThat(robot.lookup("Resume  Space").tryQuery()).isPresent();
  }

  @Test
  void killHitsTheSelectedPod(FxRobot robot) {
    window.unfold(robot, "#command-DELETE_POD");
    robot.clickOn("#command-DELETE_POD");
    robot.clickOn("#pod-l7hrp");
    robot.interact(window::settle);
    robot.clickOn("#command-KILL_POD");
    assertThat(window.actions())
        .containsExactly(
            new Action.Kill(Fixtures.podName(0), false),
            new Action.Kill(Fixtures.podName(2), true));
  }

  @Test
  void withoutPodsKillIsDisabledAndSaysWhy(FxRobot robot) {
    window.show(robot, Fixtures.world().snapshot());
    Button kill = robot.lookup("#command-KILL_POD").queryAs(Button.class);
    assertThat(kill.isDisabled()).isTrue();
    assertThat(((Explained) kill.getParent()).explanation()).contains("no pod to kill");
    Button less = button(robot, "−");
    assertThat(less.isDisabled()).isTrue();
    assertThat(((Explained) less.getParent()).explanation()).contains("at 0 replicas already");
    robot.interact(() -> window.window().commands().get(Command.Id.KILL_POD).run());
    assertThat(window.actions()).isEmpty();
  }

  private static TextField replicas(FxRobot robot) {
    return robot
        .lookup(
            node -> node instanceof TextField field && "Replicas".equals(field.getAccessibleText()))
        .queryAs(TextField.class);
  }

  private static ToggleButton toggle(FxRobot robot, String text) {
    return robot
        .lookup(node -> node instanceof ToggleButton button && button.getText().equals(text))
        .queryAs(ToggleButton.class);
  }

  private static Button button(FxRobot robot, String text) {
    return robot
        .lookup(node -> node instanceof Button button && button.getText().equals(text))
        .queryAs(Button.class);
  }
}
