package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.scenario.Lab;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does experiments on a session, as a person would. */
record SessionLab(Supplier<Snapshot> snapshots, Consumer<? super Action> actions, Waiting waiting)
    implements Lab {
  @Override
  public Snapshot now() {
    return snapshots.get();
  }

  @Override
  public void submit(Action action) {
    actions.accept(action);
  }

  @Override
  public boolean upTo(Duration patience, BooleanSupplier condition) throws InterruptedException {
    return waiting.upTo(patience, condition);
  }

  @Override
  public void rest(Duration duration) throws InterruptedException {
    waiting.rest(duration);
  }
}
