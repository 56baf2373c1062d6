package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.Latencies;
import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.Pod.Phase;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Reads the labels of real panels. */
@ExtendWith(ApplicationExtension.class)
class PanelsTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, Fixtures.notResolved().snapshot());
  }

  @Test
  void barsTellShareRateAndCount() {
    assertThat(rowTexts("#pod-7g67b")).contains("7g67b", "33.0 %", "66.0/s", "400");
    assertThat(rowTexts("#pod-q9x2k")).contains("client has not asked", "0 %", "–", "0");
  }

  @Test
  void resolvedAddressesTellWhatOnlyDnsHas() {
    assertThat(window.texts())
        .contains("10.244.0.15:9090", "in DNS only")
        .anyMatch(text -> text.endsWith(" old"))
        .anyMatch(text -> text.startsWith("answer of embedded DNS · TTL 5 s · 0 refreshes"));
  }

  @Test
  void channelzTellsStreams() {
    assertThat(window.texts()).contains("channel 1", "subchannel 21", "socket 1000", "400 streams");
  }

  @Test
  void eventsCountFromTheLastUserAction() {
    assertThat(window.texts())
        .contains("you scaled server 3 → 5", "client still holds 3 addresses");
  }

  @Test
  void theBooksAddUp(FxRobot robot) {
    window.show(robot, Fixtures.serving(3).hangingCalls().failedCall().snapshot());
    assertThat(window.text("#books"))
        .isEqualTo("sent 603 = ok 600 + failed 1 (UNAVAILABLE 1) + in flight 2");
    assertThat(window.window().root().lookup("#books").getStyleClass()).doesNotContain("alarm");
  }

  @Test
  void booksThatDoNotBalanceRaiseTheAlarm(FxRobot robot) {
    Fixtures world = Fixtures.serving(3);
    LoadTick lost =
        new LoadTick(
            world.now(),
            5,
            1,
            Map.of(),
            2,
            Duration.ofMillis(120),
            Map.of(),
            Map.of(),
            Map.of(),
            Latencies.NONE,
            List.of());
    window.show(robot, world.apply(lost).snapshot());
    assertThat(window.text("#books")).startsWith("the books do not balance: sent 605 ≠");
    assertThat(window.window().root().lookup("#books").getStyleClass()).contains("alarm");
    assertThat(window.texts()).contains("behind 120 ms");
  }

  @Test
  void witnessesThatDifferAreNamed(FxRobot robot) {
    assertThat(window.text("#witnesses")).isEqualTo("channelz, streams and answers agree");
    Fixtures world = Fixtures.serving(3);
    LoadTick strange =
        new LoadTick(
            world.now(),
            500,
            500,
            Map.of(),
            0,
            Duration.ZERO,
            Map.of(Fixtures.podName(0), new LoadTick.Answers(500, Latencies.NONE)),
            Map.of(),
            Map.of(),
            Latencies.NONE,
            List.of());
    world.apply(strange);
    for (int i = 0; i < 12; i++) {
      world.tick();
    }
    window.show(robot, world.snapshot());
    assertThat(window.text("#witnesses"))
        .isEqualTo("witnesses differ: 7g67b channelz 280 · streams 280 · answers 780");
  }

  @Test
  void troubleStaysUntilItIsDismissed(FxRobot robot) {
    window.show(robot, Fixtures.serving(3).trouble().snapshot());
    Node banner = window.window().root().lookup(".banner");
    assertThat(banner.isVisible()).isTrue();
    assertThat(window.texts()).anyMatch(text -> text.startsWith("× channelz poller failed: the"));
    robot.clickOn("Dismiss");
    assertThat(banner.isVisible()).isFalse();
  }

  @Test
  void noPodsIsAStateOfItsOwn(FxRobot robot) {
    Fixtures world = Fixtures.world();
    window.show(robot, world.snapshot());
    assertThat(window.texts()).contains("No pods", "Press + to scale server up");
    window.show(robot, world.apply(new ClusterFact.DeploymentSeen(world.now(), 2, 0)).snapshot());
    assertThat(window.texts()).contains("No pods yet", "2 replicas asked for, none created");
  }

  @Test
  void podsThatAreAlikeShareARowWhereTheyDoNotFit(FxRobot robot) {
    window.show(robot, Fixtures.manyNotResolved().snapshot());
    assertThat(window.all(".pod-bar")).hasSize(2);
    assertThat(rowTexts("#pods-from-7g67b"))
        .contains("52 pods", "serve evenly · 1.9 % each", "100.0 %");
    assertThat(window.texts()).contains("148 pods", "client has not asked");
  }

  @Test
  void aChosenPodAndOneThatDiffersHaveRowsOfTheirOwnAmong200(FxRobot robot) {
    robot.clickOn("#pod-7g67b");
    window.show(robot, Fixtures.manyNotResolved().pods(7, 8, Phase.TERMINATING).snapshot());
    assertThat(window.all(".pod-bar")).hasSize(4);
    assertThat(window.texts()).contains("7g67b", "50 pods", "148 pods", "Terminating");
  }

  @Test
  void theNewestEventIsVisibleAmongMany(FxRobot robot) {
    window.show(robot, Fixtures.serving(50).trouble().snapshot());
    robot.interact(window::settle);
    assertThat(window.texts()).anyMatch(text -> text.startsWith("channelz poller failed"));
  }

  @Test
  void eventsDoNotJumpWhileAPersonReadsOldOnes(FxRobot robot) {
    Fixtures world = Fixtures.serving(50);
    for (int i = 0; i < 30; i++) {
      world.apply(new SessionFact.Asked(world.now(), new Action.Burst(i + 1)));
    }
    window.show(robot, world.snapshot());
    ListView<?> events = (ListView<?>) window.window().root().lookup(".events .list-view");
    robot.clickOn(events).push(KeyCode.HOME);
    robot.interact(() -> window.window().root().layout());
    int before = events.getItems().size();
    Snapshot after = world.trouble().snapshot();
    window.show(robot, after);
    assertThat(events.getItems()).hasSize(before);
    robot.clickOn("newer events ↓");
    assertThat(events.getItems()).hasSize(before + 1);
  }

  private List<String> rowTexts(String selector) {
    return window.window().root().lookup(selector).lookupAll(".label").stream()
        .map(label -> ((Label) label).getText())
        .toList();
  }
}
