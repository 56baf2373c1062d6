package dev.roundabout.viz.cluster;

import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.SessionFact;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The way of facts out of the cluster, which ends when the cluster does. Any thread. */
public final class Reports {
  private final InstantSource clock;
  private final Consumer<? super Fact> sink;
  private final AtomicBoolean ended = new AtomicBoolean();

  public Reports(InstantSource clock, Consumer<? super Fact> sink) {
    this.clock = clock;
    this.sink = sink;
  }

  /** By our clock. */
  public Instant now() {
    return clock.instant();
  }

  public void accept(Fact fact) {
    if (!ended.get()) {
      sink.accept(fact);
    }
  }

  /**
   * Shows that something in the background failed.
   *
   * @param what the thread or part, in words
   */
  public void trouble(String what, Throwable failure) {
    String message = Objects.toString(failure.getMessage(), failure.getClass().getSimpleName());
    accept(new SessionFact.Trouble(now(), what, message));
  }

  /** Nothing is reported from now on. */
  public void end() {
    ended.set(true);
  }
}
