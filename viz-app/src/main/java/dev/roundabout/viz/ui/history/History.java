package dev.roundabout.viz.ui.history;

import dev.roundabout.viz.model.Snapshot;
import java.time.Instant;
import java.util.function.Supplier;

/** What can be looked at: the newest snapshot, and those before it. Any thread; never blocks. */
public interface History {

  /** The newest snapshot. */
  Snapshot now();

  /** The snapshot that was the newest at this moment, or the nearest that is kept. */
  Snapshot at(Instant moment);

  /** Before this nothing is kept. */
  Instant oldest();

  /** One that keeps nothing but the newest snapshot. */
  static History ofNewest(Supplier<Snapshot> newest) {
    return new History() {
      @Override
      public Snapshot now() {
        return newest.get();
      }

      @Override
      public Snapshot at(Instant moment) {
        return newest.get();
      }

      @Override
      public Instant oldest() {
        return newest.get().at();
      }
    };
  }
}
