package dev.roundabout.viz.app;

import dev.roundabout.viz.ui.MainWindow;
import dev.roundabout.viz.ui.UiOptions;
import dev.roundabout.viz.ui.kit.FrameStats;
import dev.roundabout.viz.ui.kit.Theme;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.Stage;

/** The window of a session that is measured, from threads other than JavaFX's. */
final class BenchWindow implements AutoCloseable {
  private static final int WIDTH = 1440;
  private static final int HEIGHT = 900;

  private final Session session;
  private final Clocks clocks;
  private final Opened opened;

  private record Opened(MainWindow window, Stage stage) {}

  /** Opens the window; the toolkit must have been started. */
  BenchWindow(Session session, Clocks clocks) {
    this.session = session;
    this.clocks = clocks;
    this.opened = onJavaFx(this::open);
  }

  /**
   * Starts JavaFX for the whole benchmark; it ends with the JVM.
   *
   * @return false where there is no display
   */
  static boolean startToolkit() {
    if (Display.ofThisMachine().obstacle().isPresent()) {
      return false;
    }
    try {
      Toolkit.start(() -> Platform.setImplicitExit(false));
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  FrameStats stats() {
    return onJavaFx(opened.window()::frames);
  }

  void resetStats() {
    onJavaFx(
        () -> {
          opened.window().resetFrames();
          return true;
        });
  }

  /** Draws again after {@link #hide}. */
  void show() {
    onJavaFx(
        () -> {
          opened.stage().show();
          opened.window().start();
          return true;
        });
  }

  /** Draws nothing until {@link #show}. */
  void hide() {
    onJavaFx(
        () -> {
          opened.window().close();
          opened.stage().hide();
          return true;
        });
  }

  /** CPU time of the threads that draw, since the JVM started. */
  static Duration cpu() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null && draws(info.getThreadName())) {
        nanos += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
      }
    }
    return Duration.ofNanos(nanos);
  }

  @Override
  public void close() {
    onJavaFx(
        () -> {
          opened.window().close();
          opened.stage().close();
          return true;
        });
  }

  private Opened open() {
    MainWindow window =
        new MainWindow(
            session::snapshot,
            session::submit,
            clocks.instants(),
            new UiOptions(Theme.DARK, 1.0, false));
    Stage stage = new Stage();
    stage.setScene(window.scene());
    stage.setWidth(WIDTH);
    stage.setHeight(HEIGHT);
    stage.show();
    window.start();
    return new Opened(window, stage);
  }

  private static boolean draws(String thread) {
    return thread.startsWith("JavaFX Application") || thread.startsWith("QuantumRenderer");
  }

  private static <T> T onJavaFx(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          try {
            result.complete(task.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result.join();
  }
}
