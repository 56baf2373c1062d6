package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.Figure;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Spot;
import dev.roundabout.viz.model.pasted.PastedLine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What pods that go, streams and a pod that hangs do to the calls. */
final class Disturbance {
  private static final int PODS = 3;
  private static final int IN_FLIGHT = 8;

  private final Pace pace;

  /** Of a container whose probes go unanswered. */
  private static final Duration RESTART = Duration.ofMinutes(2);

  Disturbance(Pace pace) {
    this.pace = pace;
  }

  List<Experiment> all() {
    return List.of(rollingUpdate(), stickyStream(), frozenPod());
  }

  private Experiment rollingUpdate() {
    return new Experiment(
        9,
        "A rolling update and a node drain under load",
        "Does a rolling update or the drain of a node lose requests?",
        PODS,
        watching().withLoad(new Load.Concurrent(IN_FLIGHT)),
        List.of(
            Step.ask(
                    "start",
                    "Eight calls at a time, one after another, over three pods.",
                    new Action.SetRunning(true))
                .until(seen -> Worlds.serving(seen, PODS)),
            Step.ask(
                    "rolled",
                    "Every pod is replaced; each drains: GOAWAY, and its last calls end well.",
                    new Action.Restart())
                .untilSince(
                    (before, now) -> Worlds.serving(now, PODS) && Worlds.allNew(before, now)),
            Step.choose(
                    "drained",
                    "A node is drained: its pods are evicted and come back, elsewhere if they can.",
                    seen -> List.of(new Action.Drain(node(seen), false)))
                .untilSince((before, now) -> Worlds.serving(now, PODS) && isDrained(before, now)),
            Step.choose(
                    "abrupt",
                    "Drained again, with servers that end abruptly: their connections are reset.",
                    seen -> List.of(new Action.Drain(node(seen), true)))
                .untilSince((before, now) -> Worlds.serving(now, PODS) && isDrained(before, now))
                .lookAt(Spot.CHANNELZ)),
        List.of(
            Check.of(
                    "rolling update with graceful servers: no call failed",
                    seen -> none(seen.start(), seen.after("rolled")))
                .decidedBy("rolled"),
            Check.of(
                    "node drain with graceful servers: no call failed",
                    seen -> none(seen.after("rolled"), seen.after("drained")))
                .decidedBy("drained"),
            Check.of(
                "node drain with abrupt servers: at most the calls under way failed",
                seen -> few(seen.after("drained"), seen.after("abrupt")))),
        seen ->
            "Servers that drain lost none of %s calls; servers that end abruptly lost %s."
                .formatted(
                    Check.count(ended(seen.start(), seen.after("drained"))),
                    lost(seen.after("drained"), seen.after("abrupt"))));
  }

  private Experiment stickyStream() {
    return new Experiment(
        10,
        "A stream stays on its pod",
        "Does round_robin move streams that are open?",
        PODS,
        watching().withLoad(new Load.Rate(pace.perSecond())),
        List.of(
            Step.ask("start", "A steady load on three pods.", new Action.SetRunning(true))
                .until(seen -> Worlds.serving(seen, PODS)),
            Step.ask("open", "Six streams are opened.", new Action.SetStreams(6))
                .until(seen -> open(seen) == 6)
                .lookAt(Spot.BARS),
            Step.ask("five", "Scaled to 5: the new pods get calls at once.", new Action.Scale(5))
                .until(seen -> Worlds.serving(seen, 5))
                .then(pace.look().dividedBy(2))
                .lookAt(Spot.BARS),
            Step.ask("new", "Twenty more streams are opened.", new Action.SetStreams(26))
                .until(seen -> open(seen) == 26)
                .lookAt(Spot.BARS)),
        List.of(
            Check.of(
                    "no open stream moves to a new pod",
                    seen ->
                        new Check.Seen(
                            streams(seen.after("open")).equals(streams(seen.after("five"))),
                            "streams: " + Check.words(streams(seen.after("five"))),
                            Figures.ofPods(
                                seen.after("five"), streams(seen.after("five")), "open streams")))
                .decidedBy("five"),
            Check.of(
                "only new streams reach new pods",
                seen -> onNewPods(seen.after("open"), seen.after("new")))),
        seen ->
            "All %s open streams stayed; of the new ones %s reached new pods."
                .formatted(
                    open(seen.after("five")),
                    Figures.sum(fresh(seen.after("open"), seen.after("new")).values())));
  }

  private Experiment frozenPod() {
    return new Experiment(
            11,
            "A frozen pod stalls round_robin",
            "What does a pod do that accepts and never answers?",
            PODS,
            watching()
                .withLoad(new Load.Concurrent(IN_FLIGHT))
                .withDeadline(Duration.ofSeconds(60)),
            List.of(
                Step.ask(
                        "flow",
                        "Eight calls at a time, one after another.",
                        new Action.SetRunning(true))
                    .until(seen -> Worlds.serving(seen, PODS) && seen.traffic().perSecond() > 0)
                    .then(Duration.ofSeconds(1)),
                Step.choose(
                        "frozen",
                        "One pod is frozen: soon all eight calls wait for it, and nothing flows.",
                        seen -> List.of(new Action.Freeze(first(seen), true)))
                    .until(
                        seen ->
                            seen.traffic().perSecond() == 0
                                && seen.traffic().ledger().inFlight() == IN_FLIGHT),
                Step.choose(
                        "thawed",
                        "It goes on, or Kubernetes restarts it; the next time calls have a"
                            + " deadline.",
                        Disturbance::thaw)
                    .until(seen -> seen.traffic().perSecond() > 0 && Worlds.serving(seen, PODS))
                    .within(RESTART)
                    .then(Duration.ofSeconds(1)),
                Step.choose(
                        "again",
                        "Frozen again, with a deadline of 300 ms: calls to it fail, the rest flow.",
                        seen -> List.of(new Action.Freeze(first(seen), true)))
                    .untilSince((before, now) -> Evidence.failed(before, now) > IN_FLIGHT)
                    .then(Duration.ofSeconds(1))),
            List.of(
                Check.of(
                        "without a deadline round_robin stalls",
                        seen -> stalled(seen.after("frozen")))
                    .decidedBy("frozen"),
                Check.of(
                    "a deadline saves it: the other pods are still served",
                    seen -> flowing(seen.after("again")))),
            seen ->
                "A frozen pod held all %d calls and stopped everything; with a deadline, %s flow."
                    .formatted(IN_FLIGHT, rate(seen.after("again"))))
        .needing(Disturbance::cannotFreeze);
  }

  private static Optional<String> cannotFreeze(ClusterState cluster) {
    ClusterInfo info = cluster.info();
    return info.origin().isEmbedded() || cluster.api().freezable()
        ? Optional.empty()
        : Optional.of(
            "its servers let nobody freeze them; this allows it: "
                + PastedLine.of(info.origin())
                    .kubectlIn(
                        info.namespace(),
                        "set",
                        "env",
                        "deployment/" + info.deployment(),
                        "ALLOW_FREEZE=true"));
  }

  /** A server of a Kubernetes cluster goes on by itself, or is restarted as its probes fail. */
  private static List<Action> thaw(Snapshot seen) {
    Action deadline = new Action.SetDeadline(Duration.ofMillis(300));
    return seen.cluster().info().origin().isEmbedded()
        ? List.of(new Action.Freeze(frozen(seen), false), deadline)
        : List.of(deadline);
  }

  private static Check.Seen stalled(Snapshot seen) {
    long hanging = seen.traffic().ledger().inFlight();
    return new Check.Seen(
        seen.traffic().perSecond() == 0 && hanging == IN_FLIGHT,
        rate(seen) + ", " + hanging + " calls hang",
        List.of(rate(seen, "no deadline")));
  }

  private static Figure rate(Snapshot seen, String name) {
    return new Figure(name, seen.traffic().perSecond(), rate(seen), "rate");
  }

  private static Check.Seen flowing(Snapshot seen) {
    return new Check.Seen(
        seen.traffic().perSecond() > 0, rate(seen), List.of(rate(seen, "a deadline")));
  }

  private static String rate(Snapshot seen) {
    return String.format(Locale.ROOT, "%,.0f calls/s", seen.traffic().perSecond());
  }

  private static Check.Seen none(Snapshot before, Snapshot after) {
    long failed = Evidence.failed(before, after);
    return new Check.Seen(failed == 0, lost(before, after) + " failed", failed(before, after));
  }

  private static List<Figure> failed(Snapshot before, Snapshot after) {
    long failed = Evidence.failed(before, after);
    return List.of(new Figure("failed", failed, Check.count(failed), "failed calls"));
  }

  /** {@code 7 of 1,234}. */
  private static String lost(Snapshot before, Snapshot after) {
    return Check.count(Evidence.failed(before, after)) + " of " + Check.count(ended(before, after));
  }

  private static long ended(Snapshot before, Snapshot after) {
    return Evidence.ended(after) - Evidence.ended(before);
  }

  /** Each pod that ends takes with it what is in flight at most. */
  private static Check.Seen few(Snapshot before, Snapshot after) {
    long failed = Evidence.failed(before, after);
    return new Check.Seen(
        failed <= IN_FLIGHT * PODS, lost(before, after) + " failed", failed(before, after));
  }

  private static Check.Seen onNewPods(Snapshot before, Snapshot after) {
    Map<String, Long> fresh = fresh(before, after);
    return new Check.Seen(
        !fresh.isEmpty(),
        "streams on new pods: " + Check.words(fresh),
        Figures.ofPods(after, streams(after), "all streams"));
  }

  /** Streams of the pods that are new. */
  private static Map<String, Long> fresh(Snapshot before, Snapshot after) {
    Map<String, Long> fresh = new TreeMap<>(streams(after));
    fresh.keySet().removeAll(Worlds.names(before));
    return fresh;
  }

  private static Map<String, Long> streams(Snapshot seen) {
    Map<String, Long> open = new TreeMap<>();
    seen.client()
        .streams()
        .values()
        .forEach(pods -> pods.forEach((pod, count) -> open.merge(pod, (long) count, Long::sum)));
    open.values().removeIf(count -> count == 0);
    return open;
  }

  private static long open(Snapshot seen) {
    return streams(seen).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The pods that stood on the node that is drained are all replaced. */
  private static boolean isDrained(Snapshot before, Snapshot now) {
    String node = node(before);
    return Worlds.ready(before).stream()
        .filter(pod -> pod.node().equals(node))
        .map(Pod::name)
        .noneMatch(Worlds.names(now)::contains);
  }

  /** That of the first pod. */
  private static String node(Snapshot seen) {
    return seen.cluster().pod(first(seen)).map(Pod::node).orElse("");
  }

  private static String first(Snapshot seen) {
    return Worlds.ready(seen).stream().map(Pod::name).sorted().findFirst().orElse("");
  }

  private static String frozen(Snapshot seen) {
    return Worlds.ready(seen).stream().filter(Pod::frozen).map(Pod::name).findFirst().orElse("");
  }

  private static Settings watching() {
    return Settings.initial().after(new Action.SetResolver(ResolverMode.WATCH_ENDPOINTS));
  }
}
