package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Reads what a plugin writes, both streams at once, so that it never waits for its reader. */
final class PluginOutput {
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final int REASON = 400;

  /** Something that it started may have its output and live on. */
  private static final long LAST_WORDS_MILLIS = 2_000;

  private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
  private final CompletableFuture<Void> said = new CompletableFuture<>();
  private final StringBuilder lastWords = new StringBuilder();

  /**
   * @param told each line that is not part of the answer
   */
  PluginOutput(Process process, Consumer<String> told) {
    daemon("kubernetes-plugin-answer", () -> readAnswer(process.getInputStream()));
    daemon("kubernetes-plugin-words", () -> readWords(process.getErrorStream(), told));
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void readAnswer(InputStream from) {
    try (from) {
      answer.complete(from.readNBytes(LARGEST_ANSWER));
    } catch (IOException e) {
      answer.completeExceptionally(e);
    }
  }

  private void readWords(InputStream from, Consumer<String> told) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String clean = line.replaceAll("\\p{Cntrl}\\[[0-9;]*[A-Za-z]|\\p{Cntrl}", "").strip();
        if (!clean.isEmpty()) {
          keep(clean);
          told.accept(clean);
        }
      }
    } catch (IOException ended) {
      // what was said until then counts
    } finally {
      said.complete(null);
    }
  }

  private synchronized void keep(String line) {
    lastWords.append(lastWords.isEmpty() ? "" : "; ").append(line);
    lastWords.delete(0, Math.max(0, lastWords.length() - REASON));
  }

  synchronized boolean hasSpoken() {
    return !lastWords.isEmpty();
  }

  /** {@code ": its words"}, the last of them; empty where it said nothing. */
  String reason() {
    settle(said);
    synchronized (this) {
      return lastWords.isEmpty() ? "" : ": " + lastWords;
    }
  }

  /** What it wrote on its standard output; that may be secret. */
  String answer() throws IOException {
    settle(answer);
    if (!answer.isDone()) {
      throw new IOException("it ended and its output did not");
    }
    return new String(answer.join(), StandardCharsets.UTF_8);
  }

  private static void settle(CompletableFuture<?> future) {
    try {
      var unused = future.get(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // whoever needs it looks
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
