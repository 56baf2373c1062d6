package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClientFact;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.ServiceConfigs;
import dev.roundabout.viz.ui.kit.Explained;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Re-resolution, switches, streams and freeze: presses the real controls. */
@ExtendWith(ApplicationExtension.class)
class ResolverControlsTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  private final Fixtures world = Fixtures.serving(3);

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, world.snapshot());
    window.window().root().requestFocus();
  }

  @Test
  void aModeIsAskedForAndShownOnceItIsTrue(FxRobot robot) {
    robot.clickOn("#mode-POLL_DNS");
    assertThat(window.actions()).containsExactly(new Action.SetResolver(ResolverMode.POLL_DNS));
    assertThat(mode(ResolverMode.ON_DISCONNECT).isSelected()).isTrue();
    change(robot, new Action.SetResolver(ResolverMode.POLL_DNS));
    assertThat(mode(ResolverMode.POLL_DNS).isSelected()).isTrue();
    assertThat(window.text("#cost")).startsWith("costs 60 DNS queries a minute");
  }

  @Test
  void whatCannotBeChosenSaysWhyAndIsLeftOutByTheKey(FxRobot robot) {
    ToggleButton shipped = mode(ResolverMode.AS_SHIPPED);
    assertThat(shipped.isDisabled()).isTrue();
    assertThat(((Explained) shipped.getParent()).explanation()).contains("--direct");
    change(robot, new Action.SetResolver(ResolverMode.WATCH_ENDPOINTS));
    robot.push(KeyCode.R);
    assertThat(window.actions())
        .containsExactly(new Action.SetResolver(ResolverMode.ON_DISCONNECT));
  }

  @Test
  void resolveNowAndTheTimeOfTheModeHaveKeys(FxRobot robot) {
    robot.push(KeyCode.N).push(KeyCode.OPEN_BRACKET).push(KeyCode.CLOSE_BRACKET);
    assertThat(window.actions())
        .containsExactly(
            new Action.ResolveNow(),
            new Action.SetGate(Duration.ofSeconds(20)),
            new Action.SetGate(Duration.ofSeconds(45)));
    change(robot, new Action.SetResolver(ResolverMode.POLL_DNS));
    robot.push(KeyCode.OPEN_BRACKET);
    assertThat(window.actions()).endsWith(new Action.SetPollInterval(Duration.ofMillis(500)));
  }

  @Test
  void theAgeIsTheServersOwnTruth(FxRobot robot) {
    change(robot, new Action.SetResolver(ResolverMode.MAX_CONNECTION_AGE));
    assertThat(window.text("#servers")).isEqualTo("servers close no connection");
    window.unfold(robot, "#age");
    robot.clickOn("#age");
    assertThat(window.actions())
        .containsExactly(new Action.SetConnectionAge(Optional.of(ConnectionAge.DEFAULT)));
    window.show(
        robot,
        world
            .apply(
                new ClusterFact.ConnectionAgeSeen(world.now(), Optional.of(ConnectionAge.DEFAULT)))
            .snapshot());
    assertThat(window.text("#servers"))
        .isEqualTo("servers close connections after 5 s ±10 % jitter, grace 5 s");
  }

  @Test
  void onKubernetesTheAgeIsAQuestionFirst(FxRobot robot) {
    window.show(robot, ApiFixtures.minikube().serve(3).snapshot());
    robot.clickOn("#mode-MAX_CONNECTION_AGE");
    assertThat(window.actions()).isEmpty();
    assertThat(window.texts()).anyMatch(text -> text.contains("every pod is replaced"));
    robot.clickOn("Leave it as it is");
    assertThat(window.actions()).isEmpty();
    robot.clickOn("#mode-MAX_CONNECTION_AGE").clickOn("#yes");
    assertThat(window.actions())
        .containsExactly(
            new Action.SetResolver(ResolverMode.MAX_CONNECTION_AGE),
            new Action.SetConnectionAge(Optional.of(ConnectionAge.DEFAULT)));
  }

  @Test
  void oneClientCanHaveItsOwnWay(FxRobot robot) {
    window.unfold(robot, "#age");
    assertThat(WindowUnderTest.isShown(node("#own-modes"))).isFalse();
    robot.push(KeyCode.CONTROL, KeyCode.R);
    assertThat(window.actions()).isEmpty();
    change(robot, new Action.SetClients(2));
    assertThat(WindowUnderTest.isShown(node("#own-modes"))).isTrue();
    robot.push(KeyCode.CONTROL, KeyCode.R);
    Action.SetResolver own =
        new Action.SetResolver(OptionalInt.of(2), ResolverMode.MAX_CONNECTION_AGE);
    assertThat(window.actions()).containsExactly(own);
    change(robot, own);
    assertThat(window.text("#own-words")).isEqualTo("client 2: max connection age");
  }

  @Test
  void oneClientsWayIsInAMenu(FxRobot robot) {
    change(robot, new Action.SetClients(2));
    window.unfold(robot, "#own-modes");
    robot.clickOn("#own-modes").clickOn("client 2");
    robot.clickOn(
        robot.from(robot.lookup(".context-menu").queryAll()).lookup("poll DNS").<Node>query());
    assertThat(window.actions())
        .containsExactly(new Action.SetResolver(OptionalInt.of(2), ResolverMode.POLL_DNS));
  }

  @Test
  void spaceTogglesTheSwitchThatHasTheFocus(FxRobot robot) {
    robot.push(KeyCode.G);
    CheckBox first = (CheckBox) node("#switch-" + GrpcSwitch.values()[0].name());
    assertThat(first.isFocused()).isTrue();
    robot.push(KeyCode.SPACE);
    assertThat(window.actions())
        .containsExactly(new Action.SetSwitch(GrpcSwitch.values()[0], true));
    assertThat(WindowUnderTest.isShown(first)).isTrue();
  }

  @Test
  void aClickedSwitchIsAskedForAndTheConfigFollows(FxRobot robot) {
    robot.push(KeyCode.G);
    robot.clickOn("#switch-RETRY");
    assertThat(window.actions()).containsExactly(new Action.SetSwitch(GrpcSwitch.RETRY, true));
    assertThat(((CheckBox) node("#switch-RETRY")).isSelected()).isFalse();
    change(robot, new Action.SetSwitch(GrpcSwitch.RETRY, true));
    assertThat(((CheckBox) node("#switch-RETRY")).isSelected()).isTrue();
    assertThat(window.text("#service-config"))
        .isEqualTo(ServiceConfigs.json(world.snapshot().client().settings()))
        .contains("retryPolicy");
    robot.push(KeyCode.ESCAPE);
    assertThat(robot.lookup("Switches: 1 on  G").tryQuery()).isPresent();
  }

  @Test
  void streamsAreAskedForAndShownPerPod(FxRobot robot) {
    robot.push(KeyCode.O);
    assertThat(window.actions()).containsExactly(new Action.SetStreams(3));
    world.settings(s -> s.withStreams(3));
    world.apply(new ClientFact.StreamsSeen(world.now(), Map.of(1, Map.of(Fixtures.podName(1), 3))));
    window.show(robot, world.snapshot());
    assertThat(window.texts()).contains("3 streams", "0 streams");
    assertThat(window.text("#streams-note")).startsWith("3 open; they stick to their pod");
  }

  @Test
  void aFrozenPodIsSaidToBeAndIsThawedByTheSameKey(FxRobot robot) {
    robot.push(KeyCode.F);
    assertThat(window.actions()).containsExactly(new Action.Freeze(Fixtures.podName(0), true));
    Pod pod = world.snapshot().cluster().pod(Fixtures.podName(0)).orElseThrow();
    window.show(
        robot, world.apply(new ClusterFact.PodSeen(world.now(), pod.frozen(true))).snapshot());
    assertThat(window.texts()).contains("frozen, answers nothing");
    assertThat(node("#pod-7g67b").getStyleClass()).contains("idle");
    window.unfold(robot, "#command-FREEZE");
    assertThat(((Button) node("#command-FREEZE")).getText()).startsWith("Thaw");
    robot.clickOn("#command-FREEZE");
    assertThat(window.actions()).endsWith(new Action.Freeze(Fixtures.podName(0), false));
  }

  /** What the client would report after the action. */
  private void change(FxRobot robot, Action.OnClient action) {
    world.settings(settings -> settings.after(action));
    window.show(robot, world.snapshot());
  }

  private ToggleButton mode(ResolverMode mode) {
    return (ToggleButton) node("#mode-" + mode.name());
  }

  private Node node(String selector) {
    return window.window().root().lookup(selector);
  }
}
