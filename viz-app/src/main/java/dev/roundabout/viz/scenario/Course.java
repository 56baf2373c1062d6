package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One experiment under way. Sets the world as the experiment wants it, does a step each time it is
 * told to, judges, and leaves the world as it was before. Blocks while a step goes on; one thread.
 */
public final class Course implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Longer than the meter's and channelz's intervals. */
  private static final Duration COUNTING = Duration.ofSeconds(1);

  private final Experiment experiment;
  private final Lab lab;
  private final Snapshot before;
  private final Snapshot start;
  private final boolean ready;
  private final Map<String, Snapshot> ends = new LinkedHashMap<>();
  private final List<String> late = new ArrayList<>();

  /** Sets the world as the experiment wants it, and waits until it is so. */
  public Course(Experiment experiment, Lab lab) throws InterruptedException {
    this.experiment = experiment;
    this.lab = lab;
    this.before = lab.now();
    this.ready = set(experiment.client(), experiment.replicas());
    // A client that is set not to ask again would begin with the pods of before.
    lab.submit(new Action.ResolveNow());
    this.start = lab.now();
  }

  /** The step that comes next; empty after the last. */
  public Optional<Step> next() {
    return ends.size() < experiment.steps().size()
        ? Optional.of(experiment.steps().get(ends.size()))
        : Optional.empty();
  }

  /**
   * Does the next step and waits for its end.
   *
   * @throws IllegalStateException after the last
   */
  public void step() throws InterruptedException {
    Step step = next().orElseThrow(() -> new IllegalStateException("there is no more step"));
    Snapshot begin = lab.now();
    step.actions().apply(begin).forEach(lab::submit);
    if (!lab.upTo(step.patience(), () -> step.until().test(begin, lab.now()))) {
      late.add(step.name());
    }
    lab.rest(step.rest());
    ends.put(step.name(), lab.now());
  }

  /** What the checks say of what was seen; what did not come in time fails, too. */
  public List<Check.Verdict> verdicts() {
    Evidence evidence = new Evidence(start, ends, late);
    List<Check.Verdict> verdicts = new ArrayList<>();
    if (!ready) {
      verdicts.add(
          failed(
              experiment.replicas() + " pods and the client as the experiment wants them",
              "not within " + PATIENCE.toSeconds() + " s"));
    }
    for (Step step : experiment.steps()) {
      if (late.contains(step.name())) {
        verdicts.add(
            failed(step.line(), "did not come true within " + step.patience().toSeconds() + " s"));
      }
    }
    experiment.checks().forEach(check -> verdicts.add(check.against(evidence)));
    return verdicts;
  }

  private static Check.Verdict failed(String expected, String seen) {
    return new Check.Verdict(false, expected, seen, Optional.empty());
  }

  /** Puts replicas and settings back as they were, and lets frozen pods go on. */
  @Override
  public void close() throws InterruptedException {
    frozen(lab.now()).forEach(pod -> lab.submit(new Action.Freeze(pod.name(), false)));
    set(before.client().settings(), before.cluster().desired());
  }

  private boolean set(Settings wanted, int replicas) throws InterruptedException {
    Difference.between(lab.now().client().settings(), wanted).forEach(lab::submit);
    if (lab.now().cluster().desired() != replicas) {
      lab.submit(new Action.Scale(replicas));
    }
    if (!lab.upTo(PATIENCE, () -> isSet(lab.now(), wanted))) {
      return false;
    }
    Instant since = lab.now().at();
    return lab.upTo(PATIENCE, () -> stands(lab.now(), wanted, replicas, since));
  }

  private static boolean isSet(Snapshot now, Settings wanted) {
    return Difference.between(now.client().settings(), wanted).isEmpty();
  }

  /** What was sent before the load was paused is counted a tick later. */
  private static boolean stands(Snapshot now, Settings wanted, int replicas, Instant since) {
    boolean counted = now.traffic().countedAt().isAfter(since.plus(COUNTING));
    return isSet(now, wanted)
        && Worlds.pods(now, replicas)
        && (wanted.running() || (counted && Worlds.quiet(now)));
  }

  private static List<Pod> frozen(Snapshot now) {
    return now.cluster().seats().stream().map(Seat::pod).filter(Pod::frozen).toList();
  }
}
