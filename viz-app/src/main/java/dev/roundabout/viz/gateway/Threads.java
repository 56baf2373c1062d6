package dev.roundabout.viz.gateway;

/** Waiting for threads to end. */
final class Threads {
  private static final long PATIENCE_MILLIS = 5_000;

  private Threads() {}

  /** Waits for a thread that is ending; returns at once where the caller is that thread. */
  static void join(Thread thread) {
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
