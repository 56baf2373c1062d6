package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.ui.history.History;
import dev.roundabout.viz.ui.history.Playhead;
import dev.roundabout.viz.ui.history.SeekBar;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.Theme;
import dev.roundabout.viz.ui.kit.ViewSettings;
import dev.roundabout.viz.ui.propagation.CsvSaver;
import dev.roundabout.viz.ui.propagation.PropagationPanel;
import dev.roundabout.viz.ui.propagation.Summary;
import dev.roundabout.viz.ui.propagation.TimeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** From scale to first request, in the window. */
@ExtendWith(ApplicationExtension.class)
class PropagationTest {
  private static final String UNKNOWN = "#d9a032";

  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  private final Fixtures world = Fixtures.notResolved();

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, world.snapshot());
  }

  @Test
  void theWaitIsNamedForEveryPodThatWaits() {
    assertThat(words())
        .contains("q9x2k: in DNS, the client has not asked again")
        .contains("tz4mn: in DNS, the client has not asked again");
    assertThat(window.text("#summary")).startsWith("on disconnect, 3 → 5: ");
  }

  @Test
  void aStageHasTheColourOfItsRole(FxRobot robot) {
    assertThat(pixels(robot)).contains(argb(UNKNOWN));
    robot.interact(() -> window.window().view().theme().set(Theme.LIGHT));
    robot.interact(window::settle);
    assertThat(pixels(robot)).contains(argb("#855700")).doesNotContain(argb(UNKNOWN));
  }

  @Test
  void aClickOnAStageShowsTheFactsWithBothClocks(FxRobot robot) {
    Bounds roads = bounds(robot);
    Point2D waits = whereItWaits(robot);
    robot.clickOn(roads.getMinX() + waits.getX(), roads.getMinY() + waits.getY());
    assertThat(WindowUnderTest.isShown(node("#stages"))).isTrue();
    assertThat(texts("#stages"))
        .contains("our clock", "API's clock", "in DNS", "ready")
        .anyMatch(text -> text.startsWith("waits for resolved: in DNS, the client has not asked"));
    robot.push(KeyCode.ESCAPE);
    assertThat(WindowUnderTest.isShown(node("#stages"))).isFalse();
  }

  @Test
  void keysWalkOverTheStagesAndOpenThem(FxRobot robot) {
    robot.interact(() -> node("#roads").getParent().requestFocus());
    robot.push(KeyCode.DOWN).push(KeyCode.RIGHT).push(KeyCode.ENTER);
    assertThat(WindowUnderTest.isShown(node("#stages"))).isTrue();
  }

  @Test
  void zoomAndPanShowAnotherTimeAndFollowGoesBack(FxRobot robot) {
    Set<Integer> before = columns(robot);
    robot.push(KeyCode.Z).push(KeyCode.Z);
    robot.interact(window::settle);
    Set<Integer> zoomed = columns(robot);
    assertThat(zoomed).isNotEqualTo(before);
    robot.push(KeyCode.SHIFT, KeyCode.LEFT).push(KeyCode.SHIFT, KeyCode.LEFT);
    robot.interact(window::settle);
    assertThat(columns(robot)).isNotEqualTo(zoomed);
    robot.push(KeyCode.DIGIT0);
    robot.interact(window::settle);
    assertThat(columns(robot)).isEqualTo(before);
  }

  @Test
  void itIsDrawnOnlyForWhatIsNewOrHasGrown(FxRobot robot) {
    ManualClock clock = new ManualClock(world.now());
    PropagationPanel panel = panel(clock);
    robot.interact(
        () -> {
          Stage stage = new Stage();
          stage.setScene(new Scene((Region) panel.node(), 700, 300));
          stage.show();
          panel.node().applyCss();
          ((Region) panel.node()).layout();
          panel.render(world.snapshot());
          ((Region) panel.node()).layout();
          panel.render(world.snapshot());
          stage.close();
        });
    long drawn = panel.paints();
    assertThat(drawn).isPositive();
    render(robot, panel, clock, Duration.ZERO, 50);
    assertThat(panel.paints()).as("no time has passed").isEqualTo(drawn);
    render(robot, panel, clock, Duration.ofMillis(100), 10);
    assertThat(panel.paints()).as("the wait grows").isBetween(drawn + 5, drawn + 10);
  }

  private void render(
      FxRobot robot, PropagationPanel panel, ManualClock clock, Duration step, int times) {
    robot.interact(
        () -> {
          for (int i = 0; i < times; i++) {
            clock.advance(step);
            panel.render(world.snapshot());
          }
        });
  }

  private static PropagationPanel panel(ManualClock clock) {
    Playhead playhead = new Playhead(History.ofNewest(() -> Fixtures.world().snapshot()), clock);
    return new PropagationPanel(
        new Roles(),
        new ViewSettings(),
        clock,
        clock,
        new TimeView(),
        facts -> {},
        new Summary(new CsvSaver(Optional::empty, Runnable::run)),
        new SeekBar(playhead, playhead::toggle));
  }

  @Test
  void withoutPodsThereIsNoTimeline(FxRobot robot) {
    window.show(robot, Fixtures.world().snapshot());
    assertThat(node("#propagation").isVisible()).isFalse();
  }

  private String words() {
    return node("#roads").getParent().getAccessibleText();
  }

  private Node node(String selector) {
    return window.window().root().lookup(selector);
  }

  private List<String> texts(String selector) {
    return node(selector).lookupAll(".label").stream()
        .map(label -> ((Label) label).getText())
        .toList();
  }

  private Bounds bounds(FxRobot robot) {
    return robot.bounds(node("#roads")).query();
  }

  /** The rows of new pods are below those that serve, and above the legend. */
  /** In the middle of the row that is widest in the colour of a wait. */
  private Point2D whereItWaits(FxRobot robot) {
    Map<Integer, List<Integer>> rows = new TreeMap<>();
    visit(
        robot,
        (x, y, argb) -> {
          if (argb == argb(UNKNOWN)) {
            rows.computeIfAbsent(y, row -> new ArrayList<>()).add(x);
          }
        });
    Map.Entry<Integer, List<Integer>> widest =
        Collections.max(rows.entrySet(), Comparator.comparingInt(row -> row.getValue().size()));
    List<Integer> columns = widest.getValue();
    return new Point2D(columns.get(columns.size() / 2), widest.getKey());
  }

  private Set<Integer> pixels(FxRobot robot) {
    Set<Integer> colours = new HashSet<>();
    visit(robot, (x, y, argb) -> colours.add(argb));
    return colours;
  }

  /** Columns in which pods are ready and not in DNS, and the user's mark. */
  private Set<Integer> columns(FxRobot robot) {
    Set<Integer> columns = new HashSet<>();
    visit(
        robot,
        (x, y, argb) -> {
          if (argb == argb("#58a6ff")) {
            columns.add(x);
          }
        });
    return columns;
  }

  private interface Pixel {
    void at(int x, int y, int argb);
  }

  private void visit(FxRobot robot, Pixel pixel) {
    robot.interact(
        () -> {
          Canvas canvas = (Canvas) node("#roads");
          WritableImage image = canvas.snapshot(null, null);
          for (int y = 0; y < (int) canvas.getHeight(); y++) {
            for (int x = 0; x < (int) canvas.getWidth(); x++) {
              pixel.at(x, y, image.getPixelReader().getArgb(x, y));
            }
          }
        });
  }

  private static int argb(String web) {
    Color color = Color.web(web);
    return 0xff000000
        | (int) Math.round(color.getRed() * 255) << 16
        | (int) Math.round(color.getGreen() * 255) << 8
        | (int) Math.round(color.getBlue() * 255);
  }
}
