package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.ui.kit.Fold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The rail stands still, has room for all, and lists the experiments. */
@ExtendWith(ApplicationExtension.class)
class RailTest {
  @SuppressWarnings("NullAway.Init") // TestFX calls start before every test
  private WindowUnderTest window;

  private final Fixtures world = ExperimentWorlds.offered(Fixtures.serving(3));

  @Start
  void start(Stage stage) {
    window = new WindowUnderTest(stage, world.snapshot());
  }

  @Test
  void whateverIsOpenNeedsNoScrollBar(FxRobot robot) {
    Map<String, Double> missing = new TreeMap<>();
    for (Fold fold : folds()) {
      robot.interact(() -> fold.open(true));
      robot.interact(window::settle);
      assertThat(folds()).filteredOn(Fold::isOpen).containsExactly(fold);
      ScrollPane scroll = (ScrollPane) window.window().root().lookup(".rail-column .scroll-pane");
      double over =
          scroll.getContent().getLayoutBounds().getHeight()
              - scroll.getViewportBounds().getHeight();
      missing.put(fold.title().getText(), over);
    }
    assertThat(missing.values()).as("pixels missing in %s", missing).allMatch(over -> over < 0.5);
  }

  @Test
  void nothingMovesWhenWordsAndNumbersGrow(FxRobot robot) {
    Map<String, Double> before = places();
    world.apply(new ClusterFact.DeploymentSeen(world.now(), 100, 3));
    for (ResolverMode mode : ResolverMode.values()) {
      world.settings(
          s ->
              s.after(new Action.SetResolver(mode))
                  .withStreams(48)
                  .withClients(16)
                  .withLoad(new Load.Rate(50_000))
                  .withWork(Duration.ofMillis(10)));
      window.show(robot, world.snapshot());
      assertThat(places()).as(mode.label()).isEqualTo(before);
    }
  }

  /** Of the parts that are always there, from above. */
  private Map<String, Double> places() {
    Map<String, Double> places = new TreeMap<>();
    for (Node node : window.all(".rail-column .button")) {
      if (node.getId() != null && WindowUnderTest.isShown(node)) {
        places.merge(node.getId(), node.localToScene(0, 0).getY(), Math::max);
      }
    }
    // Which of these there are goes by the mode.
    places.keySet().removeIf(id -> id.endsWith("SHORTER") || id.endsWith("LONGER"));
    return places;
  }

  @Test
  void everyButtonOfACommandThatHasAKeyShowsIt() {
    for (Node node : window.all(".rail-column .button")) {
      String id = node.getId() == null ? "" : node.getId();
      if (id.startsWith("command-") && !node.getStyleClass().contains("plain-button")) {
        String key =
            window.window().commands().all().stream()
                .filter(command -> id.equals("command-" + command.id()))
                .findFirst()
                .orElseThrow()
                .keyText();
        assertThat(((Labeled) node).getText()).endsWith(key);
      }
    }
  }

  @Test
  void anExperimentThatHeldHasATickAndAClickBeginsOne(FxRobot robot) {
    assertThat(line(3).getText()).doesNotContain("✓");
    held(3, true);
    held(5, false);
    world.apply(new SessionFact.ExperimentSeen(world.now(), Optional.empty()));
    window.show(robot, world.snapshot());
    assertThat(line(3).getText()).startsWith("✓ 3");
    assertThat(line(5).getText()).doesNotContain("✓");
    robot.clickOn("#rail-experiment-4");
    assertThat(window.actions()).containsExactly(new Action.BeginExperiment(4));
    held(3, false);
    window.show(robot, world.snapshot());
    assertThat(line(3).getText()).doesNotContain("✓");
  }

  private void held(int number, boolean holds) {
    world.apply(
        new SessionFact.ExperimentSeen(
            world.now(),
            Optional.of(
                ExperimentWorlds.done(
                    ExperimentWorlds.experiment(number).run(Fixtures.START), holds))));
  }

  private Button line(int number) {
    return (Button) window.window().root().lookup("#rail-experiment-" + number);
  }

  private List<Fold> folds() {
    return window.all(".fold").stream().map(Fold.class::cast).toList();
  }
}
