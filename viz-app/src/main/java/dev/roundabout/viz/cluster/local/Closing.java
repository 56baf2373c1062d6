package dev.roundabout.viz.cluster.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Closes what was opened, last first, and all of it whatever one of them throws. */
final class Closing implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Consumer<? super Exception> trouble;

  Closing(Consumer<? super Exception> trouble) {
    this.trouble = trouble;
  }

  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // an AutoCloseable may throw anything
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception failure) {
        trouble.accept(failure);
      }
    }
  }
}
