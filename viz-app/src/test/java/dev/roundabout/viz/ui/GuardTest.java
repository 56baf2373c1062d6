package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.Guard;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.kit.Explained;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A cluster that is not changed until its Deployment's name was typed. */
@ExtendWith(ApplicationExtension.class)
class GuardTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  private final Fixtures world = ApiFixtures.locked(true);

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, world.snapshot());
    window.window().root().requestFocus();
  }

  @Test
  void theChipAndTheControlsSayThatItIsReadOnlyAndWhy(FxRobot robot) {
    assertThat(window.texts())
        .contains(
            "read-only",
            "Read-only",
            "prod-eu-west-1 is not a local cluster; unlock it to change things");
    for (String label : List.of("+", "−", "Delete  K", "Kill  Shift K", "Restart  Shift R")) {
      assertThat(button(robot, label).isDisabled()).as(label).isTrue();
      assertThat(((Explained) button(robot, label).getParent()).explanation())
          .as(label)
          .isEqualTo(
              "Read-only: prod-eu-west-1 is not a local cluster; unlock it to change things (U)");
    }
    assertThat(button(robot, "Run in cluster  J").isDisabled()).isTrue();
    assertThat(replicas(robot).isDisabled()).isTrue();
    assertThat(replicas(robot).getText()).as("the truth stays").isEqualTo("3");
  }

  @Test
  void noKeyChangesALockedCluster(FxRobot robot) {
    robot.push(KeyCode.ADD).push(KeyCode.MINUS).push(KeyCode.K).push(KeyCode.SHIFT, KeyCode.K);
    robot.push(KeyCode.SHIFT, KeyCode.R).push(KeyCode.J).push(KeyCode.CONTROL, KeyCode.Z);
    assertThat(window.actions()).isEmpty();
    robot.push(KeyCode.P);
    assertThat(window.actions()).as("the client is not locked").hasSize(1);
  }

  @Test
  void theQuestionNamesEverything(FxRobot robot) {
    robot.clickOn("Unlock…  U");
    assertThat(window.texts())
        .contains(
            "Change this cluster from here?",
            "Context",
            "prod-eu-west-1",
            "Server",
            "https://api.prod.example.com:6443",
            "Namespace",
            "default",
            "Kind",
            "Deployment",
            "Name",
            "server",
            "Type server to unlock it:");
  }

  @Test
  void onlyTheRightNameUnlocks(FxRobot robot) {
    robot.push(KeyCode.U).write("serve").push(KeyCode.ENTER);
    assertThat(unlock(robot).isDisabled()).isTrue();
    assertThat(window.actions()).isEmpty();
    robot.write("r");
    assertThat(unlock(robot).isDisabled()).isFalse();
    robot.clickOn("#unlock");
    assertThat(window.actions()).containsExactly(new Action.Unlock("server"));
    assertThat(WindowUnderTest.isShown(unlock(robot))).isFalse();
  }

  @Test
  void theNameIsForgottenWhenTheQuestionIsLeft(FxRobot robot) {
    robot.push(KeyCode.U).write("server").push(KeyCode.ESCAPE).push(KeyCode.U);
    assertThat(robot.lookup("#unlock-name").queryAs(TextField.class).getText()).isEmpty();
    assertThat(window.actions()).isEmpty();
  }

  @Test
  void anUnlockedClusterCanBeChanged(FxRobot robot) {
    window.show(robot, world.apply(new ClusterFact.GuardSeen(world.now(), Guard.OPEN)).snapshot());
    assertThat(window.texts()).doesNotContain("read-only", "Read-only");
    robot.clickOn("+").push(KeyCode.SHIFT, KeyCode.R);
    assertThat(window.actions()).containsExactly(new Action.Scale(4), new Action.Restart());
  }

  @Test
  void readOnlyCannotBeUnlocked(FxRobot robot) {
    window.show(robot, ApiFixtures.locked(false).snapshot());
    Button unlock = button(robot, "Unlock…  U");
    assertThat(unlock.isDisabled()).isTrue();
    assertThat(((Explained) unlock.getParent()).explanation())
        .isEqualTo("Read-only: --read-only was asked for; start without it to change things");
    robot.interact(() -> window.window().commands().get(Command.Id.UNLOCK).run());
    robot.push(KeyCode.U);
    assertThat(WindowUnderTest.isShown(unlock(robot))).isFalse();
  }

  private static Button unlock(FxRobot robot) {
    return robot.lookup("#unlock").queryAs(Button.class);
  }

  private static Button button(FxRobot robot, String text) {
    return robot
        .lookup(node -> node instanceof Button button && button.getText().equals(text))
        .queryAs(Button.class);
  }

  private static TextField replicas(FxRobot robot) {
    return robot
        .lookup(n -> n instanceof TextField f && "Replicas".equals(f.getAccessibleText()))
        .queryAs(TextField.class);
  }
}
