package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.PodLane.Reached;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One way of re-resolving that is measured.
 *
 * @param patience after which a new pod is said never to be served
 * @param shipped whether grpc-java's own resolver can do the same
 */
record ReresolveRow(
    String name,
    ResolverMode mode,
    Duration gate,
    Optional<ConnectionAge> age,
    Duration patience,
    boolean shipped) {

  static final int PODS = 3;
  private static final int RATE = 200;
  private static final Duration SOON = Duration.ofSeconds(15);

  /** A gate of 30 s and an age of 5 s, with its jitter, and some more. */
  private static final Duration BEYOND_THE_GATE = Duration.ofSeconds(45);

  private static final Optional<ConnectionAge> AGE = Optional.of(ConnectionAge.DEFAULT);

  static final List<ReresolveRow> ALL =
      List.of(
          new ReresolveRow(
              "watch EndpointSlices",
              ResolverMode.WATCH_ENDPOINTS,
              Resolving.DEFAULT_GATE,
              Optional.empty(),
              SOON,
              false),
          new ReresolveRow(
              "poll DNS every 1 s",
              ResolverMode.POLL_DNS,
              Resolving.DEFAULT_GATE,
              Optional.empty(),
              SOON,
              false),
          new ReresolveRow(
              "max connection age 5 s, no gate",
              ResolverMode.MAX_CONNECTION_AGE,
              Duration.ZERO,
              AGE,
              SOON,
              true),
          new ReresolveRow(
              "max connection age 5 s, gate 30 s",
              ResolverMode.MAX_CONNECTION_AGE,
              Resolving.DEFAULT_GATE,
              AGE,
              BEYOND_THE_GATE,
              true),
          new ReresolveRow(
              "on disconnect",
              ResolverMode.ON_DISCONNECT,
              Resolving.DEFAULT_GATE,
              Optional.empty(),
              SOON,
              true));

  /** What the client is set to. */
  Settings settings(ResolverMode used) {
    return Settings.initial()
        .withLoad(new Load.Rate(RATE))
        .withResolving(new Resolving(used, Map.of(), gate, Resolving.DEFAULT.pollInterval()));
  }

  /**
   * Adds a pod and takes it away again, so many times.
   *
   * @param session with {@link #PODS} serving pods, closed by the caller
   * @return for each, from the EndpointSlices to the first request; empty where that took longer
   *     than the patience
   */
  List<Optional<Duration>> measure(
      Session session, Waiting waiting, RandomGenerator random, int changes)
      throws InterruptedException {
    session.submit(new Action.SetConnectionAge(age));
    List<Optional<Duration>> waits = new ArrayList<>();
    for (int change = 0; change < changes; change++) {
      // So that changes come at any point of an interval.
      waiting.rest(Duration.ofMillis(random.nextInt(1000, 3000)));
      waits.add(one(session, waiting));
    }
    return waits;
  }

  private Optional<Duration> one(Session session, Waiting waiting) throws InterruptedException {
    session.submit(new Action.Scale(PODS + 1));
    waiting.until("a new endpoint", () -> endpoints(session.snapshot()) == PODS + 1);
    boolean served = waiting.upTo(patience, () -> newest(session.snapshot()).isPresent());
    Optional<Duration> took = served ? newest(session.snapshot()) : Optional.empty();
    session.submit(new Action.Scale(PODS));
    waiting.until(
        "the end of the pod",
        () ->
            endpoints(session.snapshot()) == PODS && session.snapshot().cluster().ready() == PODS);
    return took;
  }

  private static int endpoints(Snapshot snapshot) {
    return snapshot.cluster().endpoints(ServiceKind.HEADLESS).size();
  }

  /** How long the pod that came last waited. */
  private static Optional<Duration> newest(Snapshot snapshot) {
    return snapshot.propagation().lanes().stream()
        .filter(lane -> lane.up().isPresent())
        .reduce((earlier, later) -> later)
        .flatMap(ReresolveRow::waited);
  }

  private static Optional<Duration> waited(PodLane lane) {
    return lane.reached(Stage.IN_ENDPOINTS, 0)
        .map(Reached::seen)
        .flatMap(
            from ->
                lane.reached(Stage.FIRST_REQUEST, 1).map(to -> Duration.between(from, to.seen())));
  }

  /** The median and the range in seconds, and how often it never came. */
  String words(List<Optional<Duration>> waits) {
    String never = "never (within " + patience.toSeconds() + " s)";
    List<Double> seconds =
        waits.stream().flatMap(Optional::stream).map(wait -> wait.toNanos() / 1e9).toList();
    if (2 * seconds.size() <= waits.size()) {
      return never + (seconds.isEmpty() ? "" : " but for " + seconds.size());
    }
    int missed = waits.size() - seconds.size();
    return Spread.of(seconds).text("%.3f")
        + " s"
        + (missed == 0 ? "" : ", " + missed + " " + never);
  }
}
