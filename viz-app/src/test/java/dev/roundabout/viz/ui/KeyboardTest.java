package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.kit.Theme;
import java.util.Arrays;
import java.util.List;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Presses real keys. */
@ExtendWith(ApplicationExtension.class)
class KeyboardTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, Fixtures.serving(3).snapshot());
    window.window().root().requestFocus();
  }

  @Test
  void everyKeyAsksForItsAction(FxRobot robot) {
    robot
        .push(KeyCode.SPACE)
        .push(KeyCode.P)
        .push(KeyCode.S)
        .push(KeyCode.SHIFT, KeyCode.B)
        .push(KeyCode.K);
    robot.push(KeyCode.SHIFT, KeyCode.K).push(KeyCode.CONTROL, KeyCode.Z).push(KeyCode.MINUS);
    assertThat(window.actions())
        .containsExactly(
            new Action.SetRunning(false),
            new Action.SetPolicy(LbPolicy.PICK_FIRST),
            new Action.UseService(ServiceKind.CLUSTER_IP),
            new Action.Burst(3000),
            new Action.Kill(Fixtures.podName(0), false),
            new Action.Kill(Fixtures.podName(0), true),
            new Action.Undo(),
            new Action.Scale(2));
  }

  @Test
  void plusScalesUp(FxRobot robot) {
    robot.push(KeyCode.ADD);
    assertThat(window.actions()).containsExactly(new Action.Scale(4));
  }

  @Test
  void keysBelongToTheFieldWhileTyping(FxRobot robot) {
    TextField field =
        robot
            .lookup(n -> n instanceof TextField f && "Replicas".equals(f.getAccessibleText()))
            .queryAs(TextField.class);
    robot.clickOn(field).push(KeyCode.P).push(KeyCode.SPACE).push(KeyCode.K).push(KeyCode.MINUS);
    assertThat(window.actions()).isEmpty();
  }

  @Test
  void spacePausesAfterAClickOnAnotherButton(FxRobot robot) {
    robot.clickOn("#command-BURST").push(KeyCode.SPACE);
    assertThat(window.actions())
        .containsExactly(new Action.Burst(3000), new Action.SetRunning(false));
  }

  @Test
  void spacePressesTheButtonThatTabHasReached(FxRobot robot) {
    robot.clickOn("#command-PAUSE").push(KeyCode.TAB).push(KeyCode.SPACE);
    assertThat(window.actions())
        .containsExactly(new Action.SetRunning(false), new Action.Burst(3000));
  }

  @Test
  void viewKeysChangeTheView(FxRobot robot) {
    robot.push(KeyCode.T).push(KeyCode.M).push(KeyCode.CONTROL, KeyCode.PLUS);
    assertThat(window.window().view().theme().get()).isEqualTo(Theme.LIGHT);
    assertThat(window.window().view().reducedMotion().get()).isTrue();
    assertThat(window.window().view().scale().get()).isEqualTo(1.1);
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT0);
    assertThat(window.window().view().scale().get()).isEqualTo(1);
    assertThat(window.actions()).isEmpty();
  }

  @Test
  void thePaletteListsEveryCommandWithItsKey(FxRobot robot) {
    robot.push(KeyCode.CONTROL, KeyCode.K);
    assertThat(paletteIds(robot))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Command.Id.values()).filter(id -> id != Command.Id.PALETTE).toList());
    assertThat(window.texts()).contains("Shift K");
  }

  @Test
  void thePaletteFiltersAndRuns(FxRobot robot) {
    robot.push(KeyCode.CONTROL, KeyCode.K).write("burst");
    assertThat(paletteIds(robot)).containsExactly(Command.Id.BURST);
    robot.push(KeyCode.ENTER);
    assertThat(window.actions()).containsExactly(new Action.Burst(3000));
    assertThat(WindowUnderTest.isShown(robot.lookup("#palette-filter").query())).isFalse();
  }

  @Test
  void escapeLeavesThePaletteAndKeysWorkAgain(FxRobot robot) {
    robot.push(KeyCode.CONTROL, KeyCode.K).push(KeyCode.B).push(KeyCode.ESCAPE);
    assertThat(window.actions()).isEmpty();
    robot.push(KeyCode.SHIFT, KeyCode.B);
    assertThat(window.actions()).containsExactly(new Action.Burst(3000));
  }

  @Test
  void theKeyThatOpensAFieldIsNotTypedIntoIt(FxRobot robot) {
    robot.push(KeyCode.C);
    TextField filter = robot.lookup("#chooser-filter").queryAs(TextField.class);
    assertThat(filter.getText()).isEmpty();
    robot.write("cc");
    assertThat(filter.getText()).isEqualTo("cc");
  }

  @Test
  void aPodIsFoundByAPartOfItsNameAndChosenInEveryPanel(FxRobot robot) {
    window.show(robot, Fixtures.manyNotResolved().snapshot());
    Pod wanted = Fixtures.manyNotResolved().snapshot().cluster().seats().get(120).pod();
    assertThat(window.texts()).doesNotContain(wanted.shortName());
    robot.push(KeyCode.SLASH).write(wanted.shortName()).push(KeyCode.ENTER);
    robot.interact(window::settle);
    assertThat(window.window().view().selectedPod().get()).isEqualTo(wanted.name());
    assertThat(window.all("#pod-" + wanted.shortName())).hasSize(1);
    assertThat(WindowUnderTest.isShown(robot.lookup("#pod-search-filter").query())).isFalse();
    assertThat(window.actions()).isEmpty();
  }

  @Test
  void noKeyIsTwice() {
    List<Command> all = window.window().commands().all();
    assertThat(all.stream().flatMap(command -> command.keys().stream())).doesNotHaveDuplicates();
    assertThat(all.stream().map(Command::id)).containsExactlyInAnyOrder(Command.Id.values());
  }

  private static List<Command.Id> paletteIds(FxRobot robot) {
    ListView<?> list = robot.lookup("#palette-list").queryAs(ListView.class);
    return list.getItems().stream().map(item -> ((Command) item).id()).toList();
  }
}
