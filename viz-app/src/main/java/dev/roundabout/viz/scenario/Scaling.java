package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Autoscaling;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.Figure;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Scaler;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Spot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** What more pods are worth to a client that is over the capacity of one. */
final class Scaling {
  private static final int PODS = 2;
  private static final int MOST = 4;
  private static final int IN_FLIGHT = 8;

  /** An embedded pod has 20 ms of CPU in 100 ms, for two of them. */
  private static final Duration WORK = Duration.ofMillis(10);

  /** So many that their median says something. */
  private static final int CALLS = 3 * IN_FLIGHT;

  /** A HorizontalPodAutoscaler looks every 15 s, at metrics that may be a minute old. */
  private static final Duration AUTOSCALER = Duration.ofMinutes(5);

  private final Pace pace;

  Scaling(Pace pace) {
    this.pace = pace;
  }

  List<Experiment> all() {
    return List.of(autoscaling());
  }

  private Experiment autoscaling() {
    return new Experiment(
            8,
            "Autoscaling: more pods than one for a load that one cannot bear",
            "Do pods that an autoscaler adds help a client that is connected to one?",
            PODS,
            busy(),
            List.of(
                Step.choose(
                        "one",
                        "Eight calls at a time over one connection, with 10 ms of CPU each: more"
                            + " than its pod can bear, and the other has nothing to do.",
                        seen -> with(seen, PODS, new Action.SetRunning(true)))
                    .untilSince(ended(CALLS)),
                Step.choose(
                        "more",
                        "The autoscaler sees that its pods use more CPU than its target, and adds"
                            + " pods.",
                        seen -> with(seen, MOST))
                    .until(Scaling::hasGrown)
                    .within(AUTOSCALER)
                    .lookAt(Spot.PROPAGATION),
                Step.watch("idle", "They wait: the client has its connection.", pace.look())
                    .untilSince(ended(CALLS)),
                Step.ask(
                        "turn",
                        "The client turns to round_robin and watches the endpoints.",
                        new Action.SetPolicy(LbPolicy.ROUND_ROBIN),
                        new Action.SetResolver(ResolverMode.WATCH_ENDPOINTS),
                        new Action.UseService(ServiceKind.HEADLESS))
                    .untilSince(Scaling::everyPodCalled),
                Step.watch(
                        "shared",
                        "Every pod gets its share of the calls, and each takes less time.",
                        Duration.ZERO)
                    .untilSince(ended(4 * CALLS))
                    .lookAt(Spot.BARS)),
            List.of(
                Check.of("over the ClusterIP: the added pods got no request", Scaling::addedIdle)
                    .decidedBy("idle"),
                Check.of(
                        "over the ClusterIP: the median call takes as long with them, not half as"
                            + " long",
                        seen -> judged(seen, "one", "idle", (one, idle) -> idle * 2 > one))
                    .decidedBy("idle"),
                Check.of(
                    "round_robin: every pod got half of an even share at least",
                    Scaling::everyPodBusy),
                Check.of(
                    "round_robin: the median call takes less than half as long",
                    seen -> judged(seen, "idle", "shared", (idle, all) -> all * 2 < idle))),
            seen ->
                "%d added pods stayed idle; round_robin uses them, and a call takes %s, not %s."
                    .formatted(added(seen).size(), millis(seen, "shared"), millis(seen, "idle")))
        .needing(Scaling::autoscaler);
  }

  /** The embedded rule is set for this; another cluster has an autoscaler of its own. */
  private static List<Action> with(Snapshot seen, int max, Action... others) {
    List<Action> actions = new ArrayList<>();
    if (isEmbedded(seen.cluster().info())) {
      actions.add(new Action.SetAutoscaler(Optional.of(new Autoscaling(PODS, max))));
    }
    actions.addAll(List.of(others));
    return actions;
  }

  private static boolean isEmbedded(ClusterInfo info) {
    return info.origin().isEmbedded();
  }

  private static Optional<String> autoscaler(ClusterState cluster) {
    if (isEmbedded(cluster.info())) {
      return Optional.empty();
    }
    Optional<Scaler> scaler = cluster.api().scaler();
    if (scaler.isEmpty()) {
      return Optional.of(
          "nothing scales this Deployment: apply k8s/components/hpa, which needs metrics-server");
    }
    return scaler.flatMap(Scaling::unfit);
  }

  private static Optional<String> unfit(Scaler scaler) {
    String name = scaler.title();
    if (!scaler.target().contains("cpu")) {
      return Optional.of(name + " goes by " + scaler.target() + ": one that goes by cpu is needed");
    }
    return scaler.min() > PODS || scaler.max() <= PODS
        ? Optional.of(
            "%s keeps %d to %d replicas: let it have %d, and more"
                .formatted(name, scaler.min(), scaler.max(), PODS))
        : Optional.empty();
  }

  private static BiPredicate<Snapshot, Snapshot> ended(int calls) {
    return (before, now) -> Evidence.ended(now) - Evidence.ended(before) >= calls;
  }

  private static boolean hasGrown(Snapshot now) {
    int desired = now.cluster().desired();
    boolean most = !isEmbedded(now.cluster().info()) || desired == MOST;
    return desired > PODS && most && Worlds.pods(now, desired);
  }

  private static boolean everyPodCalled(Snapshot before, Snapshot now) {
    return Worlds.serving(now, now.cluster().desired())
        && Evidence.requests(before, now).keySet().containsAll(Worlds.names(now));
  }

  private static Check.Seen addedIdle(Evidence seen) {
    Map<String, Long> requests = seen.requests("idle");
    Set<String> added = added(seen);
    boolean idle = !added.isEmpty() && added.stream().noneMatch(requests::containsKey);
    return new Check.Seen(
        idle,
        Check.words(requests) + ", " + added.size() + " added pods",
        Figures.ofPods(seen.after("idle"), requests, "over one connection"));
  }

  /** Pods that the autoscaler added while one was used. */
  private static Set<String> added(Evidence seen) {
    Set<String> added = new TreeSet<>(Worlds.names(seen.after("idle")));
    added.removeAll(Worlds.names(seen.start()));
    return added;
  }

  /** Of the pods that were there for the whole step. */
  private static Check.Seen everyPodBusy(Evidence seen) {
    Set<String> pods = new TreeSet<>(Worlds.names(seen.before("shared")));
    pods.retainAll(Worlds.names(seen.after("shared")));
    Map<String, Long> requests = new TreeMap<>(seen.requests("shared"));
    requests.keySet().retainAll(pods);
    long all = requests.values().stream().mapToLong(Long::longValue).sum();
    boolean busy =
        requests.keySet().equals(pods)
            && requests.values().stream().allMatch(count -> count * pods.size() * 2 >= all);
    return new Check.Seen(
        busy, Check.words(requests), Figures.ofPods(seen.after("shared"), requests, "shared"));
  }

  private static Check.Seen judged(
      Evidence seen, String before, String after, BiPredicate<Long, Long> medians) {
    return new Check.Seen(
        medians.test(median(seen, before), median(seen, after)),
        words(seen, before) + ", then " + words(seen, after),
        List.of(median(seen, before, "before"), median(seen, after, "then")));
  }

  private static Figure median(Evidence seen, String step, String name) {
    return new Figure(name, median(seen, step), millis(seen, step), "median");
  }

  private static String millis(Evidence seen, String step) {
    return String.format(Locale.ROOT, "%,.0f ms", median(seen, step) / 1e3);
  }

  private static String words(Evidence seen, String step) {
    Snapshot from = seen.before(step);
    Snapshot to = seen.after(step);
    double seconds = Duration.between(from.at(), to.at()).toNanos() / 1e9;
    return String.format(
        Locale.ROOT,
        "%s at %,.0f calls/s",
        millis(seen, step),
        (Evidence.ended(to) - Evidence.ended(from)) / seconds);
  }

  /** Of the calls that ended well during a step, in microseconds. */
  private static long median(Evidence seen, String step) {
    return Evidence.latency(seen.before(step), seen.after(step)).percentileMicros(50);
  }

  private static Settings busy() {
    return Settings.initial()
        .withPolicy(LbPolicy.PICK_FIRST)
        .withService(ServiceKind.CLUSTER_IP)
        .withLoad(new Load.Concurrent(IN_FLIGHT))
        .withWork(WORK)
        .withDeadline(Duration.ofSeconds(60));
  }
}
