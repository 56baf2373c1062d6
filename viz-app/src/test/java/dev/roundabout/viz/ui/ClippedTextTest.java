package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Theme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class ClippedTextTest {

  /** How a window looks. */
  record Look(String name, Theme theme, double scale, double width, double height) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Look> looks() {
    return Stream.of(
        new Look("1024 × 768", Theme.DARK, 1.0, 1024, 768),
        new Look("1024 × 768 at 150 %", Theme.DARK, 1.5, 1024, 768),
        new Look("1440 × 900 at 150 %", Theme.LIGHT, 1.5, 1440, 900),
        new Look("projector", Theme.PROJECTOR, 1.0, 1440, 900));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void nothingIsClipped(Look look, FxRobot robot) {
    assertThat(clippedIn(ClientWorlds.all(), look, robot)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void nothingIsClippedOfAnyCluster(Look look, FxRobot robot) {
    assertThat(clippedIn(ApiWorlds.all(), look, robot)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void nothingIsClippedOfWhatOpens(Look look, FxRobot robot) {
    Map<String, ApiWorlds.Opened> worlds = new LinkedHashMap<>(ApiWorlds.opened());
    worlds.putAll(ClientWorlds.opened());
    List<String> clipped = new ArrayList<>();
    inOneWindow(
        look,
        robot,
        window ->
            worlds.forEach(
                (state, opened) -> {
                  window.replace(opened.world().snapshot());
                  window.settle();
                  opened.opening().accept(window.window());
                  clipped.addAll(clipped(state, window));
                  leave(window.window());
                }));
    assertThat(clipped).isEmpty();
  }

  /** Closes what a person opened. */
  private static void leave(MainWindow window) {
    for (Node shade : window.root().lookupAll(".shade")) {
      if (shade.isVisible()) {
        Event.fireEvent(
            shade,
            new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false));
      }
      assertThat(shade.isVisible()).isFalse();
    }
    window.commands().get(Command.Id.LIVE).run();
  }

  private static List<String> clippedIn(Map<String, Fixtures> worlds, Look look, FxRobot robot) {
    List<String> clipped = new ArrayList<>();
    inOneWindow(
        look,
        robot,
        window ->
            worlds.forEach(
                (state, world) -> {
                  window.replace(world.snapshot());
                  clipped.addAll(clipped(state, window));
                }));
    return clipped;
  }

  private static List<String> clipped(String state, WindowUnderTest window) {
    window.settle();
    return ClippedText.in(window.window().root()).stream().map(text -> state + " " + text).toList();
  }

  /** One world after another in one window, as a person meets them. */
  private static void inOneWindow(Look look, FxRobot robot, Consumer<WindowUnderTest> person) {
    robot.interact(
        () -> {
          Stage stage = new Stage();
          UiOptions options = new UiOptions(look.theme(), look.scale(), true);
          WindowUnderTest window =
              new WindowUnderTest(
                  stage, Fixtures.serving(3).snapshot(), options, look.width(), look.height());
          person.accept(window);
          window.window().close();
          stage.close();
        });
  }

  @Test
  void findsALabelThatIsShortened(FxRobot robot) {
    Label label = new Label("a label that needs much more room than this");
    label.setMaxWidth(60);
    assertThat(check(robot, new StackPane(label)))
        .singleElement()
        .asString()
        .startsWith("shortened");
  }

  @Test
  void findsATextThatSticksOut(FxRobot robot) {
    Text text = new Text("a text that begins near the edge");
    text.setLayoutX(150);
    text.setLayoutY(20);
    Pane pane = new Pane(text);
    pane.setMaxSize(200, 40);
    assertThat(check(robot, new StackPane(pane))).singleElement().asString().startsWith("outside");
  }

  @Test
  void aLongNameWithATooltipMayBeShortened(FxRobot robot) {
    Label label = Labels.name();
    label.setText("server-headless.default.svc.cluster.local");
    label.setMaxWidth(60);
    assertThat(check(robot, new StackPane(label))).isEmpty();
  }

  private static List<String> check(FxRobot robot, Parent root) {
    List<String> found = new ArrayList<>();
    robot.interact(
        () -> {
          Stage stage = new Stage();
          stage.setScene(new Scene(root, 200, 100));
          stage.show();
          root.applyCss();
          root.layout();
          found.addAll(ClippedText.in(root));
          stage.close();
        });
    return found;
  }
}
