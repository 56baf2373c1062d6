package dev.roundabout.viz.app;

import dev.roundabout.viz.ui.MainWindow;
import dev.roundabout.viz.ui.UiOptions;
import dev.roundabout.viz.ui.WindowPicture;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.stage.Stage;

/** The window, from its opening to its closing. */
final class VizApp {
  /** Between two looks at how far an experiment is. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Sessions session;
  private final WindowOptions options;
  private final Clocks clocks;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Timer timer;
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();

  VizApp(Sessions session, WindowOptions options, Clocks clocks, PrintWriter out, PrintWriter err) {
    this.session = session;
    this.options = options;
    this.clocks = clocks;
    this.out = out;
    this.err = err;
    this.timer =
        new Timer("viz-picture", failure -> session.trouble("the picture", failure.toString()));
  }

  /**
   * Opens the window while the session starts beside it, and waits until it is closed.
   *
   * @return the exit code: 1 where a picture was asked for and could not be written
   * @throws UnsupportedOperationException where JavaFX finds no display
   */
  int run() throws InterruptedException {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> session.trouble(thread.getName(), failure.toString()));
    Toolkit.start(this::show);
    session.start();
    Script script = new Script(options.session.steps(), session);
    try (script;
        timer) {
      return ended.join();
    } finally {
      Platform.exit();
    }
  }

  private void show() {
    try {
      open(new Stage());
    } catch (RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  private void open(Stage stage) {
    MainWindow window =
        new MainWindow(
            session,
            session::submit,
            clocks.instants(),
            new UiOptions(
                options.theme,
                options.type / 100.0,
                options.reducedMotion,
                options.size.width(),
                options.size.height()));
    stage.setTitle("Roundabout");
    stage.setScene(window.scene());
    if (options.stage) {
      window.showStage();
      window.view().theme().set(options.theme);
    }
    // The first frame shows the window, not an empty one.
    window.render();
    stage.setOnHidden(
        event -> {
          window.close();
          ended.complete(0);
        });
    ContentSize.show(stage, options.size);
    window.start();
    if (options.exitAtFirstRequest) {
      var unused = window.firstRequestDrawn().thenAccept(drawn -> sayAndClose(stage));
    }
    Runnable picture =
        () ->
            options.snapshot.ifPresent(
                file ->
                    timer.after(
                        options.after,
                        () -> Platform.runLater(() -> picture(window, stage, file))));
    options
        .experiment
        .map(
            number ->
                new StepThrough(number, options.step.orElse(0), session::snapshot, session::submit))
        .ifPresentOrElse(through -> stepThrough(through, picture), picture);
  }

  private void stepThrough(StepThrough through, Runnable then) {
    timer.after(
        LOOK,
        () -> {
          if (through.isThere()) {
            then.run();
          } else {
            stepThrough(through, then);
          }
        });
  }

  private void sayAndClose(Stage stage) {
    out.println(StartupBench.FIRST_REQUEST);
    out.flush();
    stage.close();
  }

  private void picture(MainWindow window, Stage stage, Path file) {
    try {
      WindowPicture.of(window.scene()).write(file);
    } catch (IOException e) {
      err.println("The picture could not be written to " + file + ": " + e.getMessage());
      ended.complete(1);
    }
    if (options.exit) {
      stage.close();
    }
  }
}
