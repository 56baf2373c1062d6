package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.Figure;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Spot;
import dev.roundabout.viz.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether, and how soon, new pods are used. */
final class Discovery {
  /** The age last: it stays with the servers until the end. */
  private static final List<ResolverMode> WAYS =
      List.of(ResolverMode.POLL_DNS, ResolverMode.WATCH_ENDPOINTS, ResolverMode.MAX_CONNECTION_AGE);

  /** Of a Deployment that is rolled out. */
  private static final Duration ROLLOUT = Duration.ofMinutes(3);

  private final Pace pace;

  Discovery(Pace pace) {
    this.pace = pace;
  }

  List<Experiment> all() {
    return List.of(neverAskedAgain(), eachWay());
  }

  private Experiment neverAskedAgain() {
    return new Experiment(
        5,
        "Scaled 3 → 2 → 5 without re-resolution",
        "Does a client notice new pods by itself?",
        3,
        throttled(ResolverMode.ON_DISCONNECT),
        List.of(
            Step.ask("start", "A slow, steady load on three pods.", new Action.SetRunning(true))
                .until(seen -> Worlds.serving(seen, 3)),
            Step.ask(
                    "two",
                    "Scaled to 2: a connection ends, the client asks DNS and knows two pods.",
                    new Action.Scale(2))
                .until(seen -> Worlds.serving(seen, 2) && known(seen) == 2)
                .lookAt(Spot.RESOLVED),
            Step.ask(
                    "five",
                    "Scaled to 5: no connection ends, so nobody asks. DNS knows five pods.",
                    new Action.Scale(5))
                .until(seen -> Worlds.pods(seen, 5))
                .lookAt(Spot.RESOLVED),
            Step.watch("look", "The three new pods wait.", pace.look()).lookAt(Spot.PROPAGATION)),
        List.of(
            Check.of("the three new pods got no request", Discovery::newPodsIdle)
                .article("“our client wasn't aware that I'd added more replicas”"),
            Check.of("the client knows 2 of 5 addresses", seen -> known(seen.after("look"), 2))),
        seen ->
            "Three new pods got no request: the client knows %d of %d addresses."
                .formatted(known(seen.after("look")), Worlds.ready(seen.after("look")).size()));
  }

  private Experiment eachWay() {
    List<Step> steps = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    steps.add(
        Step.ask("start", "A slow, steady load on three pods.", new Action.SetRunning(true))
            .until(seen -> Worlds.serving(seen, 3)));
    for (ResolverMode way : WAYS) {
      steps.addAll(changes(way));
      checks.add(
          Check.of(way.label() + ": the new pod is used", seen -> used(seen, way))
              .decidedBy(name(way, "three")));
    }
    checks.add(
        Check.of("not a single call failed", Discovery::noneFailed).article("not a single miss"));
    return new Experiment(
        6,
        "Scaled 3 → 2 → 3 → 2 with each way of re-resolving",
        "Which way of asking again finds a new pod, and how soon?",
        3,
        throttled(ResolverMode.POLL_DNS),
        steps,
        checks,
        Discovery::waits);
  }

  /** {@code A new pod waited: watch 0.01 s · poll 0.8 s}. */
  private static String waits(Evidence seen) {
    return WAYS.stream()
        .map(way -> shortly(way) + " " + wait(seen, way).map(Discovery::seconds).orElse("for ever"))
        .collect(Collectors.joining(" · ", "A new pod waited: ", "."));
  }

  private static String shortly(ResolverMode way) {
    return switch (way) {
      case POLL_DNS -> "poll";
      case WATCH_ENDPOINTS -> "watch";
      case ON_DISCONNECT, MAX_CONNECTION_AGE, AS_SHIPPED -> way.label();
    };
  }

  private static Optional<Duration> wait(Evidence seen, ResolverMode way) {
    String step = name(way, "three");
    return firstRequest(seen.before(step), seen.after(step));
  }

  private static String seconds(Duration wait) {
    return String.format(Locale.ROOT, "%.2f s", wait.toNanos() / 1e9);
  }

  private List<Step> changes(ResolverMode way) {
    List<Step> steps = new ArrayList<>();
    if (way == ResolverMode.MAX_CONNECTION_AGE) {
      steps.add(tellServers());
    }
    steps.add(
        Step.ask(
                name(way, "way"),
                "The client now learns of new addresses by " + way.label() + ".",
                new Action.SetResolver(way),
                new Action.Scale(3))
            .until(seen -> Worlds.serving(seen, 3))
            .lookAt(Spot.RESOLVED));
    steps.addAll(
        List.of(
            Step.ask(name(way, "two"), "Scaled to 2.", new Action.Scale(2))
                .until(seen -> Worlds.serving(seen, 2)),
            Step.ask(
                    name(way, "three"),
                    "Scaled to 3: when is the new pod used?",
                    new Action.Scale(3))
                .untilSince(
                    (before, now) ->
                        Worlds.serving(now, 3) && firstRequest(before, now).isPresent())
                .lookAt(Spot.PROPAGATION),
            Step.ask(name(way, "end"), "Scaled to 2 again.", new Action.Scale(2))
                .until(seen -> Worlds.serving(seen, 2))));
    return steps;
  }

  /**
   * While the client watches EndpointSlices, and until DNS has the new pods: where a DNS keeps its
   * answers for 30 s, a rollout takes every pod away that a client which asks it knows of.
   */
  private static Step tellServers() {
    return Step.choose(
            name(ResolverMode.MAX_CONNECTION_AGE, "servers"),
            "Three pods again; servers that get their max connection age at their start are"
                + " rolled out.",
            Discovery::tellServers)
        .untilSince(
            (before, now) ->
                Worlds.serving(now, 3) && (!needsRollout(before) || Worlds.allNew(before, now)))
        .within(ROLLOUT);
  }

  private static List<Action> tellServers(Snapshot seen) {
    Action scale = new Action.Scale(3);
    return needsRollout(seen)
        ? List.of(new Action.SetConnectionAge(Optional.of(ConnectionAge.DEFAULT)), scale)
        : List.of(scale);
  }

  /** The embedded cluster's servers get their age with the way, those of another at their start. */
  private static boolean needsRollout(Snapshot seen) {
    return !seen.cluster().info().origin().isEmbedded() && seen.cluster().connectionAge().isEmpty();
  }

  private static String name(ResolverMode way, String step) {
    return way.name() + " " + step;
  }

  private static Check.Seen used(Evidence seen, ResolverMode way) {
    return wait(seen, way)
        .map(
            wait ->
                new Check.Seen(
                    true,
                    seconds(wait) + " from the EndpointSlice to its first request",
                    List.of(new Figure(way.label(), wait.toNanos() / 1e9, seconds(wait), "wait"))))
        .orElse(new Check.Seen(false, "it got no request"));
  }

  /** From the EndpointSlice to the first request, of the pod that is new since then. */
  private static Optional<Duration> firstRequest(Snapshot before, Snapshot now) {
    Set<String> old = Worlds.names(before);
    return Worlds.names(now).stream()
        .filter(pod -> !old.contains(pod))
        .flatMap(pod -> now.propagation().lane(pod).stream())
        .flatMap(lane -> wait(lane).stream())
        .findFirst();
  }

  private static Optional<Duration> wait(PodLane lane) {
    return lane.reached(Stage.IN_ENDPOINTS, 1)
        .flatMap(
            from ->
                lane.reached(Stage.FIRST_REQUEST, 1)
                    .map(to -> Duration.between(from.at(), to.at())));
  }

  private static Check.Seen newPodsIdle(Evidence seen) {
    Set<String> old = Worlds.names(seen.after("two"));
    Map<String, Long> requests = seen.requests("look");
    Set<String> fresh =
        Worlds.ready(seen.last()).stream()
            .map(Pod::name)
            .filter(pod -> !old.contains(pod))
            .collect(Collectors.toSet());
    boolean idle = fresh.size() == 3 && fresh.stream().noneMatch(requests::containsKey);
    return new Check.Seen(
        idle,
        Check.words(requests) + ", " + fresh.size() + " new pods",
        Figures.ofPods(seen.last(), requests, "requests"));
  }

  private static Check.Seen known(Snapshot seen, int count) {
    int known = known(seen);
    int all = Worlds.ready(seen).size();
    return new Check.Seen(
        known == count,
        known + " of " + all + " addresses",
        List.of(
            new Figure("client", known, known + " known", "addresses"),
            new Figure("DNS", all, all + " ready", "addresses")));
  }

  private static int known(Snapshot seen) {
    return seen.client().firstResolution().map(list -> list.addresses().size()).orElse(0);
  }

  private static Check.Seen noneFailed(Evidence seen) {
    String failed = seen.failed() == 0 ? "none" : seen.failures().toString();
    return new Check.Seen(
        seen.failed() == 0, String.format(Locale.ROOT, "%s of %,d failed", failed, seen.sent()));
  }

  /** Without the gate, so that a connection that ends makes the client ask at once. */
  private Settings throttled(ResolverMode way) {
    return Settings.initial()
        .withLoad(new Load.Rate(pace.perSecond()))
        .after(new Action.SetGate(Duration.ZERO))
        .after(new Action.SetResolver(way));
  }
}
