package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.ui.kit.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.stage.Stage;

/** Writes pictures of the window in many states: {@code UiPreview FOLDER [PATTERN]}. */
public final class UiPreview {
  private static final int WARM_UP = 12;

  /**
   * @param opened runs when the window is there: opens what lies over it
   */
  private record Shot(
      Fixtures world, UiOptions options, double width, double height, Consumer<MainWindow> opened) {
    Shot(Fixtures world, UiOptions options, double width, double height) {
      this(world, options, width, height, window -> {});
    }
  }

  private UiPreview() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    Platform.startup(() -> {});
    Platform.setImplicitExit(false);
    shots()
        .forEach(
            (name, shot) -> {
              if (args.length < 2 || name.matches(args[1])) {
                take(folder.resolve(name + ".png"), shot);
              }
            });
    Platform.exit();
  }

  private static Map<String, Shot> shots() {
    UiOptions dark = UiOptions.DEFAULT;
    Map<String, Shot> shots = new LinkedHashMap<>();
    shots.put("three", new Shot(Fixtures.serving(3), dark, 1440, 900));
    shots.put("not-resolved", new Shot(Fixtures.notResolved(), dark, 1440, 900));
    shots.put("pick-first", new Shot(Fixtures.pickFirst(), dark, 1440, 900));
    shots.put("cluster-ip", new Shot(Fixtures.clusterIp(), dark, 1440, 900));
    shots.put("empty", new Shot(Fixtures.world(), dark, 1440, 900));
    shots.put("twelve", new Shot(Fixtures.serving(12), dark, 1440, 900));
    shots.put("fifty", new Shot(Fixtures.serving(50), dark, 1440, 900));
    shots.put("many", new Shot(Fixtures.manyNotResolved(), dark, 1440, 900));
    Fixtures trouble =
        Fixtures.world()
            .pods(0, 3, Pod.Phase.READY)
            .dns(3)
            .resolved(3)
            .hangingCalls()
            .traffic(3, 20)
            .failedCall()
            .trouble();
    shots.put("trouble", new Shot(trouble, dark, 1440, 900));
    UiOptions light = new UiOptions(Theme.LIGHT, 1, false);
    shots.put("light", new Shot(Fixtures.notResolved(), light, 1440, 900));
    UiOptions projector = new UiOptions(Theme.PROJECTOR, 1, false);
    shots.put("projector", new Shot(Fixtures.notResolved(), projector, 1440, 900));
    shots.put("small", new Shot(Fixtures.notResolved(), dark, 1024, 768));
    UiOptions large = new UiOptions(Theme.DARK, 1.5, false);
    shots.put("large", new Shot(Fixtures.notResolved(), large, 1440, 900));
    shots.put("small-large", new Shot(Fixtures.notResolved(), large, 1024, 768));
    shots.put("small-many", new Shot(Fixtures.manyNotResolved(), dark, 1024, 768));
    clusters(shots, "", dark, 1440, 900);
    clusters(shots, "small-", dark, 1024, 768);
    clusters(shots, "small-large-", large, 1024, 768);
    clusters(shots, "projector-", projector, 1440, 900);
    clusters(shots, "light-", light, 1440, 900);
    return shots;
  }

  private static void clusters(
      Map<String, Shot> shots, String look, UiOptions options, double width, double height) {
    ApiWorlds.all()
        .forEach((name, world) -> shots.put(look + name, new Shot(world, options, width, height)));
    ApiWorlds.opened()
        .forEach(
            (name, opened) ->
                shots.put(
                    look + name,
                    new Shot(opened.world(), options, width, height, opened.opening())));
  }

  /** Some ticks go by first, so that dots are under way. */
  private static void take(Path file, Shot shot) {
    ManualClock clock = new ManualClock(shot.world().now());
    CompletableFuture<WindowPicture> taken = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          MainWindow window =
              new MainWindow(() -> shot.world().snapshot(), action -> {}, clock, shot.options());
          Stage stage = new Stage();
          stage.setScene(window.scene());
          stage.setWidth(shot.width());
          stage.setHeight(shot.height());
          stage.show();
          window.render();
          shot.opened().accept(window);
          new Run(window, stage, clock, shot.world(), taken).step(0);
        });
    try {
      taken.join().write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A window that is drawn a few times, 100 ms apart by its clock. */
  private record Run(
      MainWindow window,
      Stage stage,
      ManualClock clock,
      Fixtures world,
      CompletableFuture<WindowPicture> taken) {

    void step(int step) {
      window.root().applyCss();
      window.root().layout();
      window.render();
      window.root().layout();
      if (step == WARM_UP) {
        taken.complete(WindowPicture.of(window.scene()));
        window.close();
        stage.close();
        return;
      }
      clock.advance(Duration.ofMillis(100));
      world.tick();
      Platform.runLater(() -> step(step + 1));
    }
  }
}
