package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.SessionFact;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The way of facts out of the cluster, which ends when the cluster does. Any thread. */
final class Reports {
  private final InstantSource clock;
  private final Consumer<? super Fact> sink;
  private final AtomicBoolean ended = new AtomicBoolean();

  Reports(InstantSource clock, Consumer<? super Fact> sink) {
    this.clock = clock;
    this.sink = sink;
  }

  Instant now() {
    return clock.instant();
  }

  void accept(Fact fact) {
    if (!ended.get()) {
      sink.accept(fact);
    }
  }

  void trouble(String what, Throwable failure) {
    String message = Objects.toString(failure.getMessage(), failure.getClass().getSimpleName());
    accept(new SessionFact.Trouble(now(), what, message));
  }

  void end() {
    ended.set(true);
  }
}
