package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.ui.kit.Theme;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Looks at the pixels. */
@ExtendWith(ApplicationExtension.class)
class PictureTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  private final Fixtures world = Fixtures.serving(3);

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, world.snapshot());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 50, 200})
  void anyNumberOfPodsIsDrawn(int pods, FxRobot robot) {
    window.show(robot, Fixtures.serving(pods).snapshot());
    assertThat(colours(robot, "#flow-still")).hasSizeGreaterThan(10);
  }

  @Test
  void withoutPodsNoCurveIsDrawn(FxRobot robot) {
    Set<Integer> before = colours(robot, "#flow-still");
    window.show(robot, Fixtures.world().snapshot());
    assertThat(colours(robot, "#flow-still").size()).isLessThan(before.size());
  }

  @Test
  void canvasColoursComeFromTheTheme(FxRobot robot) {
    Color dark = Color.web("#56b4e9");
    Color light = Color.web("#1684c4");
    assertThat(colours(robot, "#flow-still")).contains(argb(dark)).doesNotContain(argb(light));
    robot.interact(() -> window.window().view().theme().set(Theme.LIGHT));
    robot.interact(window::settle);
    assertThat(colours(robot, "#flow-still")).contains(argb(light)).doesNotContain(argb(dark));
  }

  @Test
  void dotsMoveOnlyWithMotion(FxRobot robot) {
    tick(robot);
    assertThat(colours(robot, "#flow-motion")).hasSizeGreaterThan(1);
    robot.interact(() -> window.window().view().reducedMotion().set(true));
    tick(robot);
    assertThat(colours(robot, "#flow-motion")).hasSize(1);
    assertThat(window.texts()).contains("motion is reduced: no dots");
  }

  /** A new sample, and time for its dots to be under way. */
  private void tick(FxRobot robot) {
    window.show(robot, world.snapshot());
    world.tick();
    window.replace(world.snapshot());
    robot.interact(() -> window.renderAfter(Duration.ofMillis(40)));
    robot.interact(() -> window.renderAfter(Duration.ofMillis(300)));
  }

  @Test
  void aPictureIsWrittenAsPng(@TempDir File folder, FxRobot robot) throws Exception {
    List<WindowPicture> pictures = new ArrayList<>();
    robot.interact(() -> pictures.add(WindowPicture.of(window.window().scene())));
    Path file = folder.toPath().resolve("made/window.png");
    pictures.get(0).write(file);
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(pictures.get(0).width());
  }

  private Set<Integer> colours(FxRobot robot, String selector) {
    Set<Integer> colours = new HashSet<>();
    robot.interact(
        () -> {
          Node node = window.window().root().lookup(selector);
          WritableImage image = node.snapshot(null, null);
          Bounds bounds = node.getLayoutBounds();
          for (int y = 0; y < (int) bounds.getHeight(); y++) {
            for (int x = 0; x < (int) bounds.getWidth(); x++) {
              colours.add(image.getPixelReader().getArgb(x, y));
            }
          }
        });
    return colours;
  }

  private static int argb(Color color) {
    return 0xff000000
        | (int) Math.round(color.getRed() * 255) << 16
        | (int) Math.round(color.getGreen() * 255) << 8
        | (int) Math.round(color.getBlue() * 255);
  }
}
