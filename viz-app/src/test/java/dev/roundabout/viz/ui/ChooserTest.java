package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Choices;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.Target;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.NodeQueryUtils;

/** Chooses by mouse and by keys, and looks at what is asked for. */
@ExtendWith(ApplicationExtension.class)
class ChooserTest {
  private static final Action BROWSE = new Action.Browse("minikube", "");
  private static final Action BROWSE_DEMO = new Action.Browse("minikube", "demo");

  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  private final Fixtures world = ApiFixtures.minikube().serve(3);

  @Start
  void start(Stage stage) {
    world.apply(new SessionFact.ChoicesSeen(world.now(), ApiFixtures.contexts(3)));
    window = new WindowUnderTest(stage, world.snapshot());
    window.window().root().requestFocus();
  }

  @Test
  void aClickOnTheChipListsTheContextsWithTheEmbeddedClusterFirst(FxRobot robot) {
    robot.clickOn("#chip");
    assertThat(titles(robot)).startsWith("Embedded cluster", "minikube").hasSize(4);
    assertThat(window.texts()).contains("minikube", "not local", "of ~/.kube/config");
    assertThat(window.actions()).isEmpty();
  }

  @Test
  void byKeysFromContextToDeployment(FxRobot robot) {
    robot.push(KeyCode.C).write("minik").push(KeyCode.ENTER);
    assertThat(window.actions()).containsExactly(BROWSE);
    assertThat(notice()).isEqualTo("Asking minikube for its namespaces …");
    assertThat(titles(robot)).as("known before the answer").containsExactly("default");

    answer(robot, ApiFixtures.browsed("default", List.of("server"), ""));
    assertThat(notice()).isEmpty();
    assertThat(titles(robot)).containsExactly("default", "demo", "kube-system", "team-a");

    robot.push(KeyCode.DOWN).push(KeyCode.ENTER);
    assertThat(window.actions()).containsExactly(BROWSE, BROWSE_DEMO);
    assertThat(notice()).startsWith("Asking minikube for the Deployments of demo");

    answer(robot, ApiFixtures.browsed("demo", List.of("frontend", "payments"), ""));
    assertThat(titles(robot)).containsExactly("frontend", "payments", "server");
    robot.push(KeyCode.DOWN).push(KeyCode.ENTER);
    assertThat(window.actions())
        .endsWith(new Action.Look(new Target("minikube", "demo", "payments")));
    assertThat(isOpen(robot)).isFalse();
  }

  @Test
  void theDemosDeploymentIsOfferedWhereItIsNotThereYet(FxRobot robot) {
    robot.push(KeyCode.C).push(KeyCode.ENTER);
    answer(robot, ApiFixtures.browsed("default", List.of(), ""));
    robot.push(KeyCode.ENTER);
    assertThat(window.texts()).contains("demo, not there yet");
    robot.push(KeyCode.ENTER);
    assertThat(window.actions()).endsWith(new Action.Look(new Target("minikube", "default", "")));
  }

  @Test
  void whoMayNotListMayTypeTheName(FxRobot robot) {
    robot.push(KeyCode.C).push(KeyCode.ENTER);
    answer(robot, ApiFixtures.browsed("default", List.of(), "jane may not list namespaces"));
    assertThat(notice()).isEqualTo("The namespaces cannot be listed: jane may not list namespaces");
    robot.write("team-x").push(KeyCode.ENTER);
    assertThat(window.actions()).endsWith(new Action.Browse("minikube", "team-x"));
    robot.write("shop").push(KeyCode.ENTER);
    assertThat(window.actions())
        .endsWith(new Action.Look(new Target("minikube", "team-x", "shop")));
  }

  @Test
  void anOldTroubleIsNotShownWhileItIsAskedAgain(FxRobot robot) {
    answer(robot, ApiFixtures.browsed("default", List.of(), "minikube does not answer"));
    robot.push(KeyCode.C).push(KeyCode.ENTER);
    assertThat(notice()).isEqualTo("Asking minikube for its namespaces …");
  }

  @Test
  void whatCannotBeANameIsNotOffered(FxRobot robot) {
    robot.push(KeyCode.C).push(KeyCode.ENTER).write("Not a name");
    assertThat(titles(robot)).isEmpty();
    robot.push(KeyCode.ENTER);
    assertThat(window.actions()).containsExactly(BROWSE);
  }

  @Test
  void backspaceGoesBackAndEscapeLeaves(FxRobot robot) {
    robot.push(KeyCode.C).push(KeyCode.ENTER).push(KeyCode.BACK_SPACE);
    assertThat(titles(robot)).contains("Embedded cluster");
    robot.push(KeyCode.ESCAPE);
    assertThat(isOpen(robot)).isFalse();
    robot.push(KeyCode.P);
    assertThat(window.actions()).as("keys work again").hasSize(2);
  }

  @Test
  void theMouseGoesTheSameWay(FxRobot robot) {
    robot.clickOn("#chip");
    click(robot, "https://192.168.49.2:8443");
    assertThat(window.actions()).containsExactly(BROWSE);
    robot.clickOn("#chooser-back");
    click(robot, "Embedded cluster");
    assertThat(window.actions()).endsWith(new Action.Look(Target.EMBEDDED));
  }

  /** A list makes its cells at the next pulse. */
  private static void click(FxRobot robot, String text) {
    await()
        .until(() -> robot.lookup(text).match(NodeQueryUtils.isVisible()).tryQuery().isPresent());
    robot.clickOn(text);
  }

  @Test
  void ctrlEnterLooksAtOnce(FxRobot robot) {
    robot.push(KeyCode.C).write("minik").push(KeyCode.CONTROL, KeyCode.ENTER);
    assertThat(window.actions()).containsExactly(new Action.Look(new Target("minikube", "", "")));
  }

  @Test
  void sixtyContextsAreFound(FxRobot robot) {
    answer(robot, ApiFixtures.contexts(60));
    robot.push(KeyCode.C);
    assertThat(titles(robot)).hasSize(61);
    robot.write("team-59");
    assertThat(titles(robot)).hasSize(1);
    robot.push(KeyCode.ENTER);
    assertThat(window.actions())
        .containsExactly(
            new Action.Browse("arn:aws:eks:eu-west-1:123456789012:cluster/team-59", ""));
  }

  @Test
  void withoutAKubeconfigItSaysSo(FxRobot robot) {
    answer(robot, ApiFixtures.contexts(0));
    robot.push(KeyCode.C);
    assertThat(titles(robot)).containsExactly("Embedded cluster");
    assertThat(notice()).isEqualTo("no kubeconfig: ~/.kube/config is missing");
  }

  @Test
  void tabDoesNotReachWhatIsBehind(FxRobot robot) {
    robot.push(KeyCode.C).push(KeyCode.TAB).push(KeyCode.TAB).write("zzz");
    assertThat(titles(robot)).isEmpty();
  }

  private void answer(FxRobot robot, Choices choices) {
    window.show(robot, world.apply(new SessionFact.ChoicesSeen(world.now(), choices)).snapshot());
  }

  private static List<String> titles(FxRobot robot) {
    ListView<?> list = robot.lookup("#chooser-list").queryAs(ListView.class);
    return list.getItems().stream().map(ChooserTest::title).toList();
  }

  /** The record is the chooser's own; its text begins with its title. */
  private static String title(Object choice) {
    String text = Objects.toString(choice);
    return text.substring(text.indexOf('=') + 1, text.indexOf(", detail="));
  }

  private String notice() {
    Labeled notice = (Labeled) window.window().root().lookup("#chooser-notice");
    return notice.isVisible() ? notice.getText() : "";
  }

  private static boolean isOpen(FxRobot robot) {
    return WindowUnderTest.isShown(robot.lookup("#chooser-filter").query());
  }
}
