package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.ui.kit.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
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
    shots.put("twelve", new Shot(Fixtures.serving(12), dark, 1440, 900));
    shots.put("rail", new Shot(ExperimentWorlds.offered(Fixtures.notResolved()), dark, 1440, 900));
    shots.put("two-hundred", new Shot(Fixtures.serving(200), dark, 1440, 900));
    shots.put("two-hundred-720", new Shot(unlike(), dark, 1280, 720));
    shots.put("two-hundred-1080", new Shot(unlike(), dark, 1920, 1080));
    shots.put("fifty", new Shot(Fixtures.serving(50), dark, 1440, 900));
    UiOptions light = new UiOptions(Theme.LIGHT, 1, false);
    UiOptions projector = new UiOptions(Theme.PROJECTOR, 1, false);
    UiOptions large = new UiOptions(Theme.DARK, 1.5, false);
    all(shots, "", dark, 1440, 900);
    all(shots, "small-", dark, 1024, 768);
    all(shots, "small-large-", large, 1024, 768);
    all(shots, "projector-", projector, 1440, 900);
    all(shots, "light-", light, 1440, 900);
    for (Theme theme : Theme.values()) {
      stage(shots, theme, 1280, 720);
      stage(shots, theme, 1920, 1080);
      stage(shots, theme, 3840, 2160);
    }
    return shots;
  }

  /** 200 pods, of which a few are not like the others. */
  private static Fixtures unlike() {
    return Fixtures.manyNotResolved()
        .pods(7, 8, Pod.Phase.TERMINATING)
        .pods(60, 61, Pod.Phase.BACK_OFF)
        .pods(77, 78, Pod.Phase.CREATING);
  }

  /** The stage in many states: {@code stage-720-dark-…}. */
  private static void stage(Map<String, Shot> shots, Theme theme, double width, double height) {
    Consumer<MainWindow> opened =
        window -> {
          window.showStage();
          window.view().theme().set(theme);
        };
    StageWorlds.all()
        .forEach(
            (name, world) ->
                shots.put(
                    "stage-"
                        + (int) height
                        + "-"
                        + theme.label().toLowerCase(Locale.ROOT)
                        + "-"
                        + name,
                    new Shot(world, UiOptions.DEFAULT, width, height, opened)));
  }

  private static void all(
      Map<String, Shot> shots, String look, UiOptions options, double width, double height) {
    Map<String, Fixtures> worlds = new LinkedHashMap<>(ClientWorlds.all());
    worlds.putAll(ApiWorlds.all());
    worlds.forEach(
        (name, world) -> shots.put(look + name, new Shot(world, options, width, height)));
    Map<String, ApiWorlds.Opened> opened = new LinkedHashMap<>(ClientWorlds.opened());
    opened.putAll(ApiWorlds.opened());
    opened.forEach(
        (name, each) ->
            shots.put(look + name, new Shot(each.world(), options, width, height, each.opening())));
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
