package dev.roundabout.viz.client.load;

/** Runs something later. */
@FunctionalInterface
public interface Timer {
  /** Never blocks; what fails in the task is reported. */
  void after(long nanos, Runnable task);
}
