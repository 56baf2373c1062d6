package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.Propagation;
import dev.roundabout.viz.model.PropagationText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Writes changes and stages as CSV, each to a file of its own, off the JavaFX application thread.
 * What became of it is told by {@link #news}.
 */
public final class CsvSaver {
  /** What became of it, in words. */
  record News(boolean good, String words) {}

  private final Supplier<Optional<Path>> where;
  private final Executor executor;
  private Optional<CompletableFuture<News>> underWay = Optional.empty();

  /**
   * @param where asks for a file; empty where the person thought better of it
   * @param executor may block
   */
  public CsvSaver(Supplier<Optional<Path>> where, Executor executor) {
    this.where = where;
    this.executor = executor;
  }

  void save(Propagation propagation) {
    where
        .get()
        .ifPresent(
            file ->
                underWay =
                    Optional.of(
                        CompletableFuture.supplyAsync(() -> write(propagation, file), executor)
                            .exceptionally(failure -> failed(file, failure))));
  }

  /** Once for each saving, when it is over. */
  Optional<News> news() {
    Optional<News> news = underWay.filter(CompletableFuture::isDone).map(CompletableFuture::join);
    if (news.isPresent()) {
      underWay = Optional.empty();
    }
    return news;
  }

  private static News write(Propagation propagation, Path file) {
    Path stages = beside(file);
    try {
      Files.writeString(file, PropagationText.changesCsv(propagation));
      Files.writeString(stages, PropagationText.stagesCsv(propagation));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new News(true, "saved " + file + " and " + stages.getFileName());
  }

  private static Path beside(Path file) {
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
    return file.resolveSibling(stem + "-stages.csv");
  }

  private static News failed(Path file, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return new News(
        false, "not saved to " + file + ": " + cause.getMessage() + "; choose another folder");
  }
}
