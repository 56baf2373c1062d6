package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Autoscaling;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Verdict;
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
@SuppressWarnings("try") // whoever closes it waits, and may be interrupted
public final class Course implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration SETTLING = Duration.ofSeconds(20);

  /** Longer than the meter's and channelz's intervals. */
  private static final Duration COUNTING = Duration.ofSeconds(1);

  /** A reading of channelz that has not come by then does not come. */
  private static final Duration READING = Duration.ofSeconds(5);

  private final Experiment experiment;
  private final Lab lab;
  private final AskedFor asked;
  private Optional<Snapshot> before = Optional.empty();
  private Optional<Snapshot> start = Optional.empty();
  private boolean ready;
  private final Map<String, Snapshot> begins = new LinkedHashMap<>();
  private final Map<String, Snapshot> ends = new LinkedHashMap<>();
  private final List<String> late = new ArrayList<>();

  /** Changes nothing yet. */
  public Course(Experiment experiment, Lab lab) {
    this.experiment = experiment;
    this.lab = lab;
    this.asked = new AskedFor(lab);
  }

  /** Sets the world as the experiment wants it, and waits until it is so; also to begin anew. */
  public void begin() throws InterruptedException {
    begins.clear();
    ends.clear();
    late.clear();
    if (before.isEmpty()) {
      // What is put back afterwards has to be known before; a Deployment of 0 is taken as it is.
      lab.upTo(SETTLING, () -> lab.now().cluster().isSettled());
      before = Optional.of(lab.now());
    }
    asked.submit(before.get().cluster().connectionAge());
    asked.submit(experiment.client(), experiment.replicas(), Optional.empty());
    ready = await(experiment.client(), experiment.replicas());
    // A client that is set not to ask again would begin with the pods of before.
    asked.submit(new Action.ResolveNow());
    start = Optional.of(lab.now());
  }

  /** The step that comes next; empty after the last. */
  public Optional<Step> next() {
    return ends.size() < experiment.steps().size()
        ? Optional.of(experiment.steps().get(ends.size()))
        : Optional.empty();
  }

  /**
   * Does the next step and waits for its end; begins before, where that was not done.
   *
   * @throws IllegalStateException after the last
   */
  public void step() throws InterruptedException {
    Step step = next().orElseThrow(() -> new IllegalStateException("there is no more step"));
    if (start.isEmpty()) {
      begin();
    }
    Snapshot first = lab.now();
    begins.put(step.name(), first);
    step.actions().apply(first).forEach(asked::submit);
    if (!lab.upTo(step.patience(), () -> step.until().test(first, lab.now()))) {
      late.add(step.name());
    }
    lab.rest(step.rest());
    ends.put(step.name(), counted());
  }

  /** With a reading of channelz that began after the end, so that it has counted every call. */
  private Snapshot counted() throws InterruptedException {
    Snapshot end = lab.now();
    if (end.client().channelsAt().equals(Instant.EPOCH)) {
      return end;
    }
    lab.upTo(READING, () -> lab.now().client().channelsAt().isAfter(end.at()));
    Instant read = lab.now().at();
    lab.upTo(READING, () -> lab.now().traffic().countedAt().isAfter(read));
    return lab.now();
  }

  /**
   * What the checks say of what was seen; what did not come in time fails, too, and stands before
   * them.
   *
   * @throws IllegalStateException before it began
   */
  public List<Verdict> verdicts() {
    Evidence evidence = evidence();
    List<Verdict> verdicts = new ArrayList<>();
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

  /**
   * What the checks say that need no more steps than were done; empty for the others.
   *
   * @throws IllegalStateException before it began
   */
  public List<Optional<Verdict>> decided() {
    Evidence evidence = evidence();
    return experiment.checks().stream()
        .map(check -> Optional.of(check).filter(this::isDecided).map(it -> it.against(evidence)))
        .toList();
  }

  private boolean isDecided(Check check) {
    return ends.size() >= experiment.stepsBefore(check);
  }

  /**
   * What was found, in a sentence; where something failed, that.
   *
   * @param verdicts what came of its checks
   */
  public String found(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> !verdict.holds())
        .findFirst()
        .map(failed -> "Not as expected: " + failed.expected() + ".")
        .orElseGet(() -> experiment.found().apply(evidence()));
  }

  /**
   * What was seen up to now.
   *
   * @throws IllegalStateException before it began
   */
  public Evidence evidence() {
    Snapshot first = start.orElseThrow(() -> new IllegalStateException("it has not begun"));
    return new Evidence(first, begins, ends, late);
  }

  private static Verdict failed(String expected, String seen) {
    return new Verdict(false, expected, seen, Optional.empty());
  }

  /**
   * Puts replicas, autoscaler, servers' age and settings back as they were, lets frozen pods go on,
   * and waits for it.
   */
  @Override
  public void close() throws InterruptedException {
    if (before.isPresent()) {
      putBack();
      Snapshot was = before.get();
      await(was.client().settings(), was.cluster().desired());
    }
  }

  /** Asks for what {@link #close} asks for, and does not wait. */
  public void putBack() {
    before.ifPresent(
        was -> {
          ClusterState cluster = was.cluster();
          asked.submit(cluster.connectionAge());
          asked.submit(was.client().settings(), cluster.desired(), Autoscaling.of(cluster));
        });
  }

  private boolean await(Settings wanted, int replicas) throws InterruptedException {
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
}
