package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Spot;
import dev.roundabout.viz.ui.kit.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The stage, as it is seen from the last row. */
@ExtendWith(ApplicationExtension.class)
class StageTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, Fixtures.notResolved().snapshot());
  }

  @ParameterizedTest
  @CsvSource({"1280,720", "1920,1080", "3840,2160"})
  void typeGoesByTheHeightOfTheScreen(int width, int height, FxRobot robot) {
    onStage(robot, width, height);
    for (Map.Entry<String, Fixtures> world : StageWorlds.some().entrySet()) {
      window.show(robot, world.getValue().snapshot());
      assertThat(texts(text -> true)).as(world.getKey()).isNotEmpty();
      for (Text text : texts(text -> true)) {
        assertThat(text.getFont().getSize() / height * 100)
            .as("%s: %s", world.getKey(), text.getText())
            .isGreaterThanOrEqualTo(1.8);
      }
    }
    double em = window.window().view().em();
    assertThat(em / height * 100).isGreaterThanOrEqualTo(2.2);
    window.show(robot, Fixtures.notResolved().snapshot());
    assertThat(size("#stage-what") / height * 100).isBetween(4.0, 5.2);
    assertThat(size(".stage-words") / height * 100).isGreaterThanOrEqualTo(2.2);
  }

  @ParameterizedTest
  @CsvSource({"1280,720", "1920,1080", "3840,2160", "1024,768"})
  void nothingIsCutAndNothingLiesOverAnother(int width, int height, FxRobot robot) {
    onStage(robot, width, height);
    for (Map.Entry<String, Fixtures> world : StageWorlds.some().entrySet()) {
      window.show(robot, world.getValue().snapshot());
      assertThat(ClippedText.in(stage())).as(world.getKey()).isEmpty();
      assertThat(overlapping()).as(world.getKey()).isEmpty();
    }
  }

  @Test
  void itIsAPictureAndNoPanelOfControls(FxRobot robot) {
    onStage(robot, 1920, 1080);
    assertThat(stage().lookupAll(".button")).isEmpty();
    assertThat(window.window().root().lookup(".rail-column")).isNull();
    assertThat(window.window().view().theme().get()).isEqualTo(Theme.PROJECTOR);
  }

  @Test
  void aPodThatGetsNothingSaysWhyInThePlaceOfItsBar(FxRobot robot) {
    onStage(robot, 1920, 1080);
    assertThat(texts(text -> has(text, "stage-words")))
        .extracting(Text::getText)
        .hasSize(2)
        .containsOnly("client has not asked");
    assertThat(texts(text -> has(text, "stage-rate")))
        .extracting(Text::getText)
        .filteredOn("0"::equals)
        .hasSize(2);
  }

  @Test
  void whatAStepLooksAtHasTwoThirdsOfTheRoom(FxRobot robot) {
    onStage(robot, 1920, 1080);
    for (var run : ExperimentWorlds.lookingEverywhere()) {
      window.show(robot, StageWorlds.on(run).snapshot());
      Spot spot = run.step(run.place() + 1).orElseThrow().spot();
      List<Node> areas = areas();
      double room = areas.stream().mapToDouble(StageTest::high).sum();
      Node seen = areas.get(spot == Spot.FLOW || spot == Spot.BARS ? 0 : 1);
      assertThat(high(seen) / room).as(spot.label()).isBetween(0.65, 0.68);
    }
  }

  @ParameterizedTest
  @CsvSource({"1280,720", "1920,1080", "3840,2160"})
  void theVerdictIsTheFindingWithItsBarsAndTheArticle(int width, int height, FxRobot robot) {
    onStage(robot, width, height);
    for (int number : List.of(3, 6, 7)) {
      var run = ExperimentWorlds.experiment(number).run(Fixtures.START);
      window.show(robot, StageWorlds.judged(run).snapshot());
      assertThat(window.text("#stage-what")).startsWith("A new pod waited: ");
      assertThat(window.text("#stage-why")).isEqualTo("✓ as expected");
      assertThat(stage().lookupAll(".figures-large .figure")).hasSize(3 * run.expected().size());
      assertThat(ClippedText.in(stage())).as("experiment " + number).isEmpty();
      assertThat(overlapping()).as("experiment " + number).isEmpty();
    }
  }

  private List<Node> areas() {
    Node areas = stage().lookup("#stage-picture").getParent();
    return List.copyOf(((Parent) areas).getChildrenUnmodifiable());
  }

  private static double high(Node node) {
    return node.getBoundsInParent().getHeight();
  }

  private void onStage(FxRobot robot, int width, int height) {
    robot.interact(
        () -> {
          window.stage().setMinWidth(0);
          window.stage().setMinHeight(0);
          window.stage().setWidth(width);
          window.stage().setHeight(height);
          window.window().showStage();
        });
    robot.interact(window::settle);
    assertThat(window.window().scene().getHeight()).isEqualTo(height);
  }

  private Parent stage() {
    return (Parent) window.window().root().lookup("#stage");
  }

  private double size(String selector) {
    return ((Labeled) stage().lookup(selector)).getFont().getSize();
  }

  private static boolean has(Text text, String style) {
    return text.getParent() != null && text.getParent().getStyleClass().contains(style);
  }

  private List<Text> texts(Predicate<Text> wanted) {
    return stage().lookupAll(".text").stream()
        .filter(Text.class::isInstance)
        .map(Text.class::cast)
        .filter(WindowUnderTest::isShown)
        .filter(text -> !text.getText().isBlank())
        .filter(wanted)
        .toList();
  }

  /** Pairs of texts, and of the panels, that lie over each other by more than a hair. */
  private List<String> overlapping() {
    List<Text> all = texts(text -> true);
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (Text other : all.subList(i + 1, all.size())) {
        if (overlap(all.get(i), other)) {
          pairs.add(all.get(i).getText() + " over " + other.getText());
        }
      }
    }
    return pairs;
  }

  private static boolean overlap(Node one, Node other) {
    Bounds a = one.localToScene(one.getBoundsInLocal());
    Bounds b = other.localToScene(other.getBoundsInLocal());
    double hair = 3;
    return Math.min(a.getMaxX(), b.getMaxX()) - Math.max(a.getMinX(), b.getMinX()) > hair
        && Math.min(a.getMaxY(), b.getMaxY()) - Math.max(a.getMinY(), b.getMinY()) > hair * 2;
  }
}
