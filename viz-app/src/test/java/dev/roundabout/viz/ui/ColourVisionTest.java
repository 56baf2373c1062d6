package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roundabout.viz.ui.ColourVision.Lab;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.Texture;
import dev.roundabout.viz.ui.kit.Theme;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/** What people who do not see all colours can tell apart, by colours that were rendered. */
@ExtendWith(ApplicationExtension.class)
class ColourVisionTest {
  private static final int PODS = 8;
  private static final double NEIGHBOURS = 16;
  private static final double NEXT_BUT_ONE = 11;
  private static final double STAGES = 11;

  @ParameterizedTest
  @EnumSource(Theme.class)
  void neighbouringPodsKeepApart(Theme theme, FxRobot robot) {
    List<Color> pods =
        rendered(Stream.iterate(0, i -> i + 1).limit(PODS).map(Role::pod), theme, robot);
    List<String> alike = new ArrayList<>();
    for (ColourVision vision : ColourVision.values()) {
      for (int i = 0; i < PODS; i++) {
        check(vision, "pod", pods, i, (i + 1) % PODS, NEIGHBOURS, alike);
        check(vision, "pod", pods, i, (i + 2) % PODS, NEXT_BUT_ONE, alike);
      }
    }
    assertThat(alike).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void allStagesOfTheRoadKeepApart(Theme theme, FxRobot robot) {
    List<Color> stages =
        rendered(
            Stream.of(Role.values()).filter(role -> role.name().startsWith("STAGE_")),
            theme,
            robot);
    List<String> alike = new ArrayList<>();
    for (ColourVision vision : ColourVision.values()) {
      for (int i = 0; i < stages.size(); i++) {
        for (int j = 0; j < i; j++) {
          check(vision, "stage", stages, i, j, STAGES, alike);
        }
      }
    }
    assertThat(alike).isEmpty();
  }

  private static void check(
      ColourVision vision,
      String what,
      List<Color> colours,
      int one,
      int other,
      double least,
      List<String> alike) {
    double apart = vision.difference(colours.get(one), colours.get(other));
    if (apart < least) {
      alike.add("%s: %s %d and %d, %.1f".formatted(vision, what, one, other, apart));
    }
  }

  /** The colour that most pixels of a filled box have. */
  private static List<Color> rendered(Stream<Role> wanted, Theme theme, FxRobot robot) {
    List<Color> colours = new ArrayList<>();
    robot.interact(
        () -> {
          Roles roles = rolesOf(theme);
          wanted.forEach(
              role -> colours.add(pixels(Texture.SOLID, roles.color(role)).getColor(30, 10)));
        });
    return colours;
  }

  private static Roles rolesOf(Theme theme) {
    Roles roles = new Roles();
    Scene scene = new Scene(new Pane(roles.node()));
    scene.getStylesheets().setAll(theme.stylesheets());
    scene.getRoot().applyCss();
    return roles;
  }

  private static PixelReader pixels(Texture texture, Color color) {
    Canvas canvas = new Canvas(60, 20);
    texture.fill(canvas.getGraphicsContext2D(), color, Color.BLACK, 0, 0, 60, 20, 13);
    WritableImage image = canvas.snapshot(null, null);
    return image.getPixelReader();
  }

  /** A row and a column of the full colour: all, slanted, broken within, and only at the edge. */
  @Test
  void statesDifferWhereThereIsNoColourAtAll(FxRobot robot) {
    Map<Texture, List<Boolean>> shapes = new EnumMap<>(Texture.class);
    robot.interact(
        () -> {
          for (Texture texture : Texture.values()) {
            PixelReader pixels = pixels(texture, Color.WHITE);
            shapes.put(
                texture, List.of(isSteady(pixels, 10), isBroken(pixels, 10), isBroken(pixels, 1)));
          }
        });
    assertThat(shapes.get(Texture.SOLID)).containsExactly(true, false, false);
    assertThat(shapes.get(Texture.HATCHED)).containsExactly(false, true, true);
    assertThat(shapes.get(Texture.HOLLOW)).containsExactly(false, false, true);
    assertThat(new HashSet<>(shapes.values())).hasSize(Texture.values().length);
  }

  private static boolean isSteady(PixelReader pixels, int y) {
    return IntStream.range(5, 55).allMatch(x -> isInked(pixels, x, y));
  }

  private static boolean isBroken(PixelReader pixels, int y) {
    return IntStream.range(5, 55).anyMatch(x -> isInked(pixels, x, y)) && !isSteady(pixels, y);
  }

  private static boolean isInked(PixelReader pixels, int x, int y) {
    return pixels.getColor(x, y).getBrightness() > 0.7;
  }

  /** From the test data of Sharma, Wu and Dalal. */
  @ParameterizedTest
  @CsvSource({
    "50.0000, 2.6772, -79.7751, 50.0000, 0.0000, -82.7485, 2.0425",
    "50.0000, -1.0000, 2.0000, 50.0000, 0.0000, 0.0000, 2.3669",
    "50.0000, 2.5000, 0.0000, 73.0000, 25.0000, -18.0000, 27.1492",
    "60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644",
    "22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373",
    "2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082"
  })
  void theDifferenceIsThatOfItsAuthors(
      double l1, double a1, double b1, double l2, double a2, double b2, double difference) {
    assertThat(ColourVision.difference(new Lab(l1, a1, b1), new Lab(l2, a2, b2)))
        .isCloseTo(difference, within(0.0001));
  }
}
