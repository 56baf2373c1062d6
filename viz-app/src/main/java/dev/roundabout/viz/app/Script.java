package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Actions that a session is asked for at given times after a cluster was first looked at. */
final class Script implements AutoCloseable {

  /**
   * One line of a script.
   *
   * @param flag that asks for it, as it was written
   * @param at after the start; zero or more
   * @param changesCluster whether the cluster is changed, and not the client alone
   */
  record Step(String flag, Duration at, boolean changesCluster, Choice choice) {
    static Step of(String flag, Timed<Action> timed) {
      return new Step(
          flag + " " + timed.text(),
          timed.at(),
          timed.value() instanceof Action.OnCluster,
          snapshot -> new Due.Act(timed.value()));
    }

    /** The same, where the cluster is one of Kubernetes. */
    Step unlessEmbedded() {
      return new Step(
          flag,
          at,
          changesCluster,
          snapshot ->
              snapshot.cluster().info().origin().isEmbedded()
                  ? new Due.Nothing()
                  : choice.in(snapshot));
    }

    /**
     * Does something to a pod.
     *
     * @param pod its short or full name, or {@code any}
     * @param any whether a pod may be the one that {@code any} means
     * @param action told its full name
     */
    static Step onPod(
        String flag, Timed<String> pod, Predicate<PodRow> any, Function<String, Action> action) {
      Predicate<PodRow> meant =
          pod.value().equals(ANY) ? any : row -> isNamed(row.pod(), pod.value());
      return new Step(
          flag + " " + pod.text(),
          pod.at(),
          true,
          snapshot ->
              PodRow.of(snapshot).stream()
                  .filter(meant)
                  .findFirst()
                  .<Due>map(row -> new Due.Act(action.apply(row.pod().name())))
                  .orElseGet(() -> new Due.Lacking(lacking(pod.value(), snapshot))));
    }

    private static String lacking(String pod, Snapshot snapshot) {
      String there =
          PodRow.of(snapshot).stream()
              .map(row -> row.pod().shortName())
              .collect(Collectors.joining(", "));
      String what = pod.equals(ANY) ? "there was no such pod then" : "no pod was called " + pod;
      return what + (there.isEmpty() ? "; there was none" : "; there were " + there);
    }
  }

  /** What a step comes to when its time has come. */
  sealed interface Due {
    record Act(Action action) implements Due {}

    /** It is so already. */
    record Nothing() implements Due {}

    /**
     * There is nothing to do it to.
     *
     * @param why with what there is
     */
    record Lacking(String why) implements Due {}
  }

  /** Chooses the action when its time has come. */
  @FunctionalInterface
  interface Choice {
    Due in(Snapshot snapshot);
  }

  private static final String ANY = "any";
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
      timer.after(step.at(), () -> act(step));
    }
  }

  private void act(Step step) {
    Due due = step.choice().in(session.snapshot());
    if (due instanceof Due.Act act) {
      session.submit(act.action());
    } else if (due instanceof Due.Lacking lacking) {
      session.trouble(step.flag(), lacking.why());
    }
  }

  /** Forgets the steps whose time has not come. */
  @Override
  public void close() {
    timer.close();
  }

  private static boolean isNamed(Pod pod, String name) {
    return pod.name().equals(name) || pod.shortName().equals(name);
  }
}
