package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Pause and seek: the whole window follows, and the controls act on the present. */
@ExtendWith(ApplicationExtension.class)
class HistoryTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  private final Snapshot three = Fixtures.serving(3).snapshot();
  private final Snapshot five = Fixtures.serving(5).snapshot();

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, three);
    window.remember(window.clock().instant().minus(Duration.ofMinutes(10)), three);
  }

  @Test
  void holdingKeepsWhatIsShownAndLiveGoesOn(FxRobot robot) {
    robot.push(KeyCode.V);
    window.show(robot, five);
    assertThat(bars()).isEqualTo(3);
    assertThat(window.text("#past"))
        .startsWith("paused at ")
        .contains(", live is 4 s ahead")
        .endsWith("the controls show the present and act on it");
    assertThat(window.text("#seek-words")).isEqualTo("−4 s");

    robot.clickOn("Back to live  L");
    robot.interact(window::settle);
    assertThat(bars()).isEqualTo(5);
    assertThat(window.text("#seek-words")).isEqualTo("live");
    assertThat(WindowUnderTest.isShown(node("#past"))).isFalse();
  }

  @Test
  void controlsShowAndChangeThePresent(FxRobot robot) {
    robot.clickOn("Hold  V");
    window.show(robot, five);
    assertThat(replicas(robot).getText()).isEqualTo("5");
    robot.clickOn("+");
    assertThat(window.actions()).containsExactly(new Action.Scale(6));
  }

  @Test
  void theSliderSeeks(FxRobot robot) {
    window.remember(window.clock().instant(), five);
    window.show(robot, five);
    assertThat(bars()).isEqualTo(5);
    Slider slider = (Slider) node("#seek");
    robot.interact(() -> slider.setValue(0.5));
    robot.interact(window::settle);
    assertThat(bars()).isEqualTo(3);
    assertThat(window.text("#past")).contains("live is 5 min ahead");
    robot.interact(() -> slider.setValue(1));
    robot.interact(window::settle);
    assertThat(bars()).isEqualTo(5);
  }

  @Test
  void keysStepThroughThePast(FxRobot robot) {
    window.remember(window.clock().instant(), five);
    window.show(robot, five);
    for (int i = 0; i < 9; i++) {
      robot.push(KeyCode.SHIFT, KeyCode.COMMA);
    }
    robot.interact(window::settle);
    assertThat(bars()).isEqualTo(3);
    for (int i = 0; i < 30; i++) {
      robot.push(KeyCode.SHIFT, KeyCode.PERIOD);
    }
    robot.interact(window::settle);
    assertThat(bars()).isEqualTo(5);
    assertThat(window.window().playhead().isLive()).isTrue();
  }

  private long bars() {
    return node(".bars").lookupAll(".pod-bar").stream().filter(WindowUnderTest::isShown).count();
  }

  private Node node(String selector) {
    return window.window().root().lookup(selector);
  }

  private static TextField replicas(FxRobot robot) {
    return robot
        .lookup(n -> n instanceof TextField f && "Replicas".equals(f.getAccessibleText()))
        .queryAs(TextField.class);
  }
}
