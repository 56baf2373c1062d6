package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Theme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class ClippedTextTest {

  static Stream<Arguments> looks() {
    return Stream.of(
        arguments("1024 × 768", Theme.DARK, 1.0, 1024, 768),
        arguments("1024 × 768 at 150 %", Theme.DARK, 1.5, 1024, 768),
        arguments("1440 × 900 at 150 %", Theme.LIGHT, 1.5, 1440, 900),
        arguments("projector", Theme.PROJECTOR, 1.0, 1440, 900));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void nothingIsClipped(
      String name, Theme theme, double scale, double width, double height, FxRobot robot) {
    assertThat(clippedIn(ClientWorlds.all(), theme, scale, width, height, robot)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void nothingIsClippedOfAnyCluster(
      String name, Theme theme, double scale, double width, double height, FxRobot robot) {
    assertThat(clippedIn(ApiWorlds.all(), theme, scale, width, height, robot)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void nothingIsClippedOfWhatOpens(
      String name, Theme theme, double scale, double width, double height, FxRobot robot) {
    Map<String, ApiWorlds.Opened> worlds = new LinkedHashMap<>(ClientWorlds.opened());
    worlds.putAll(ApiWorlds.opened());
    List<String> clipped = new ArrayList<>();
    worlds.forEach(
        (state, opened) ->
            robot.interact(
                () ->
                    clippedIn(opened.world(), opened.opening(), theme, scale, width, height)
                        .forEach(text -> clipped.add(state + " " + text))));
    assertThat(clipped).isEmpty();
  }

  /** One world after another in one window, as a person meets them. */
  private static List<String> clippedIn(
      Map<String, Fixtures> worlds,
      Theme theme,
      double scale,
      double width,
      double height,
      FxRobot robot) {
    List<String> clipped = new ArrayList<>();
    robot.interact(
        () -> {
          Stage stage = new Stage();
          UiOptions options = new UiOptions(theme, scale, true);
          WindowUnderTest window =
              new WindowUnderTest(stage, Fixtures.serving(3).snapshot(), options, width, height);
          worlds.forEach(
              (state, world) -> {
                window.replace(world.snapshot());
                window.settle();
                ClippedText.in(window.window().root())
                    .forEach(text -> clipped.add(state + " " + text));
              });
          window.window().close();
          stage.close();
        });
    return clipped;
  }

  private static List<String> clippedIn(
      Fixtures world,
      Consumer<MainWindow> opening,
      Theme theme,
      double scale,
      double width,
      double height) {
    Stage stage = new Stage();
    UiOptions options = new UiOptions(theme, scale, true);
    WindowUnderTest window = new WindowUnderTest(stage, world.snapshot(), options, width, height);
    opening.accept(window.window());
    window.settle();
    List<String> found = ClippedText.in(window.window().root());
    window.window().close();
    stage.close();
    return found;
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
