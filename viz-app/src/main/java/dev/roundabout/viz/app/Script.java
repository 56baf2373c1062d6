package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Actions that a session is asked for at given times after a cluster was first looked at. */
final class Script implements AutoCloseable {

  /**
   * One line of a script.
   *
   * @param at after the start; zero or more
   */
  record Step(Duration at, Choice choice) {
    static Step of(Timed<Action> timed) {
      return new Step(timed.at(), snapshot -> Optional.of(timed.value()));
    }

    /** Kills a pod by its short or full name, or {@code any} for the first that serves. */
    static Step kill(Timed<String> pod, boolean hard) {
      return onPod(
          pod, row -> row.standing() == Standing.SERVING, name -> new Action.Kill(name, hard));
    }

    /**
     * Does something to a pod.
     *
     * @param pod its short or full name, or {@code any}
     * @param any whether a pod may be the one that {@code any} means
     * @param action told its full name
     */
    static Step onPod(Timed<String> pod, Predicate<PodRow> any, Function<String, Action> action) {
      return new Step(
          pod.at(),
          snapshot ->
              PodRow.of(snapshot).stream()
                  .filter(pod.value().equals("any") ? any : row -> isNamed(row, pod.value()))
                  .findFirst()
                  .map(row -> action.apply(row.pod().name())));
    }
  }

  /** Chooses the action when its time has come; empty where there is nothing to act on. */
  @FunctionalInterface
  interface Choice {
    Optional<? extends Action> in(Snapshot snapshot);
  }

  private static final Duration LOOK = Duration.ofMillis(50);

  private final List<Step> steps;
  private final Sessions session;
  private final Timer timer;

  /** Starts the clock of the script as soon as a cluster is looked at. */
  Script(List<Step> steps, Sessions session) {
    this.steps = steps;
    this.session = session;
    this.timer =
        new Timer("viz-script", failure -> session.trouble("the script", failure.toString()));
    timer.after(Duration.ZERO, this::begin);
  }

  /** What is asked for before would be refused, and a cluster may take seconds to open. */
  private void begin() {
    if (!session.isOpen()) {
      timer.after(LOOK, this::begin);
      return;
    }
    for (Step step : steps) {
      timer.after(step.at(), () -> step.choice().in(session.snapshot()).ifPresent(session::submit));
    }
  }

  /** Forgets the steps whose time has not come. */
  @Override
  public void close() {
    timer.close();
  }

  private static boolean isNamed(PodRow row, String pod) {
    return row.pod().name().equals(pod) || row.pod().shortName().equals(pod);
  }
}
