package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Where experiments are done: a session, and a clock that waits. */
public interface Lab {
  /** The newest snapshot. */
  Snapshot now();

  /** Asks for an action; never blocks. */
  void submit(Action action);

  /** Waits until the condition comes true or the time is over; tells whether it came true. */
  boolean upTo(Duration patience, BooleanSupplier condition) throws InterruptedException;

  void rest(Duration duration) throws InterruptedException;
}
