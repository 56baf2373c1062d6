package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.Snapshot;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Begins an experiment and goes on to a place of it, as a person would. One thread. */
final class StepThrough {
  private final int experiment;
  private final int steps;
  private final Supplier<Snapshot> now;
  private final Consumer<? super Action> actions;
  private boolean begun;
  private int asked;

  /**
   * @param steps to be done
   */
  StepThrough(int experiment, int steps, Supplier<Snapshot> now, Consumer<? super Action> actions) {
    this.experiment = experiment;
    this.steps = steps;
    this.now = now;
    this.actions = actions;
  }

  /** Whether all of them are done; asks for what comes next where they are not. */
  boolean isThere() {
    Snapshot snapshot = now.get();
    Optional<ExperimentRun> run =
        snapshot.experiments().run().filter(on -> on.number() == experiment);
    if (run.isEmpty()) {
      begin(snapshot);
      return false;
    }
    boolean stands = run.get().phase() == Phase.WAITING || run.get().phase() == Phase.DONE;
    int done = run.get().ends().size();
    if (stands && done < steps && asked == done) {
      asked++;
      actions.accept(new Action.NextStep());
    }
    return stands && done >= steps;
  }

  private void begin(Snapshot snapshot) {
    boolean can = !snapshot.experiments().offers().isEmpty() && snapshot.cluster().isSettled();
    if (can && !begun) {
      begun = true;
      actions.accept(new Action.BeginExperiment(experiment));
    }
  }
}
