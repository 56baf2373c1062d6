package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.local.BackOff;
import dev.roundabout.viz.cluster.local.Delay;
import dev.roundabout.viz.cluster.local.Delays;
import dev.roundabout.viz.cluster.local.LocalCluster;
import dev.roundabout.viz.cluster.local.LocalOptions;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.Propagation.Mark;
import dev.roundabout.viz.model.PropagationText;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The road of a new pod in each way of learning of it, with the exact time of every stage: servers,
 * DNS and the client are real, and their time stands still but for the steps that the test makes.
 *
 * <p>One time is not told exactly, that of CONNECTING: gRPC traces it by the machine's clock, which
 * nobody can stop, so that here it is the time at which the trace was read.
 */
class PropagationTimesTest {
  /** Powers of two: a sum tells what it is made of. */
  private static final Delays DELAYS =
      new Delays(
          seconds(2),
          seconds(4),
          seconds(8),
          seconds(1),
          seconds(16),
          Delay.NONE,
          new BackOff(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), 0));

  private static final Duration POLL = Duration.ofSeconds(20);
  private static final Duration GATE = Duration.ofSeconds(35);
  private static final Duration AGE = Duration.ofSeconds(36);
  private static final int PODS = 3;
  private static final int CALLS = 12;
  private static final int MANY_CALLS = 120;
  private static final String AFTER_40_SECONDS =
      "3 → 4: the new pod served after 40.0 s, of which 15.0 s Kubernetes, 16.0 s DNS, 9.0 s waiting"
          + " for the client to ask";

  private final StoppedTime time = new StoppedTime();
  private final Instant start = time.now();

  @Test
  void watching_EndpointSlices() {
    try (Watched session = scaled(ResolverMode.WATCH_ENDPOINTS)) {
      passToTheEndpoints(session);
      session.untilServing(PODS + 1);
      serve(session);

      Map<Stage, Long> expected = upToTheEndpoints();
      expected.putAll(fromTheListOn(15));
      assertThat(times(session)).isEqualTo(expected);
      assertThat(sentence(session))
          .isEqualTo("3 → 4: the new pod served after 15.0 s, of which 15.0 s Kubernetes");
    }
  }

  @Test
  void polling_DNS() {
    try (Watched session = scaled(ResolverMode.POLL_DNS)) {
      passToTheEndpoints(session);
      time.passUntilDue(Duration.ofSeconds(5));
      session.until(snapshot -> has(snapshot, Mark.Kind.UNCHANGED));
      passTo(session, Stage.IN_DNS, 11);
      passTo(session, Stage.RESOLVED, 9);
      session.untilServing(PODS + 1);
      serve(session);

      assertThat(times(session)).isEqualTo(throughDns(40));
      assertThat(sentence(session)).isEqualTo(AFTER_40_SECONDS);
    }
  }

  @Test
  void on_disconnect() {
    try (Watched session = scaled(ResolverMode.ON_DISCONNECT)) {
      passToDns(session);
      kill(session, 0);
      session.until(snapshot -> has(snapshot, Mark.Kind.DISCARDED));
      time.pass(Duration.ofSeconds(9));
      kill(session, 1);
      session.until(snapshot -> reached(snapshot, Stage.RESOLVED));
      session.untilServing(PODS + 1 - 2);
      serve(session);

      assertThat(times(session)).isEqualTo(throughDns(40));
      assertThat(sentence(session)).isEqualTo(AFTER_40_SECONDS);
      assertThat(session.now().propagation().marks())
          .filteredOn(mark -> mark.kind() == Mark.Kind.DISCARDED)
          .first()
          .matches(mark -> mark.at().equals(start.plusSeconds(31)));
    }
  }

  @Test
  void max_connection_age() {
    try (Watched session = open(ResolverMode.MAX_CONNECTION_AGE)) {
      session.ask(new Action.SetGate(Duration.ZERO));
      session.ask(
          new Action.SetConnectionAge(Optional.of(new ConnectionAge(AGE, Optional.empty()))));
      session.until(snapshot -> age(snapshot).filter(AGE::equals).isPresent());
      scale(session);
      passToDns(session);
      // With its jitter of a tenth, every connection is older than its age by then.
      time.pass(Duration.ofSeconds(9));
      session.until(snapshot -> reached(snapshot, Stage.RESOLVED));
      session.untilServing(PODS + 1);
      serve(session);

      assertThat(times(session)).isEqualTo(throughDns(40));
      assertThat(sentence(session)).isEqualTo(AFTER_40_SECONDS);
    }
  }

  private Watched scaled(ResolverMode mode) {
    Watched session = open(mode);
    scale(session);
    return session;
  }

  private Watched open(ResolverMode mode) {
    Clocks clocks = time.clocks();
    Clocks machine = Clocks.system();
    LocalOptions options =
        LocalOptions.likeACluster(clocks.instants(), machine.nanos(), new Random(7))
            .withTicker(time)
            .withReplicas(PODS)
            .withDelays(DELAYS);
    Settings settings =
        Settings.initial()
            .withResolving(new Resolving(mode, Map.of(), GATE, POLL))
            .withLoad(new Load.Sequential(Duration.ZERO))
            .withRunning(false);
    Watched session =
        new Watched(new Session(new LocalCluster(options, "a test"), settings, clocks));
    return session.untilServing(PODS).burst(CALLS);
  }

  private static void scale(Watched session) {
    session.ask(new Action.Scale(PODS + 1));
    session.until(snapshot -> reached(snapshot, Stage.CREATED));
  }

  private void passToTheEndpoints(Watched session) {
    passTo(session, Stage.SCHEDULED, 2);
    passTo(session, Stage.STARTED, 4);
    passTo(session, Stage.READY, 8);
    passTo(session, Stage.IN_ENDPOINTS, 1);
  }

  private void passToDns(Watched session) {
    passToTheEndpoints(session);
    passTo(session, Stage.IN_DNS, 16);
  }

  private void passTo(Watched session, Stage stage, long seconds) {
    time.passUntilDue(Duration.ofSeconds(seconds));
    session.until(snapshot -> reached(snapshot, stage));
  }

  /**
   * One call after another, so that each pod gets its share; shares are reckoned from the calls
   * since the first request was seen, so that the others come after that.
   */
  private static void serve(Watched session) {
    session.until(snapshot -> reached(snapshot, Stage.CONNECTING)).burst(CALLS);
    session.until(snapshot -> reached(snapshot, Stage.FIRST_REQUEST)).burst(MANY_CALLS);
    session.until(snapshot -> reached(snapshot, Stage.FAIR_SHARE));
  }

  private static void kill(Watched session, int seat) {
    String pod = session.now().cluster().seats().get(seat).pod().name();
    session.ask(new Action.Kill(pod, true));
  }

  private static Map<Stage, Long> upToTheEndpoints() {
    Map<Stage, Long> times = new EnumMap<>(Stage.class);
    times.putAll(
        Map.of(
            Stage.SCALE_ASKED, 0L,
            Stage.ACCEPTED, 0L,
            Stage.CREATED, 0L,
            Stage.SCHEDULED, 2L,
            Stage.STARTED, 6L,
            Stage.READY, 14L,
            Stage.IN_ENDPOINTS, 15L));
    return times;
  }

  private static Map<Stage, Long> throughDns(long resolved) {
    Map<Stage, Long> times = upToTheEndpoints();
    times.put(Stage.IN_DNS, 31L);
    times.putAll(fromTheListOn(resolved));
    return times;
  }

  private static Map<Stage, Long> fromTheListOn(long resolved) {
    return Map.of(
        Stage.RESOLVED, resolved,
        Stage.CONNECTING, resolved,
        Stage.CONNECTED, resolved,
        Stage.FIRST_REQUEST, resolved,
        Stage.FAIR_SHARE, resolved);
  }

  /** Seconds from the wish, in the order of the road; a part of a second would not be equal. */
  private Map<Stage, Long> times(Watched session) {
    Map<Stage, Long> times = new EnumMap<>(Stage.class);
    for (PodLane.Step step : newest(session.now()).road(1)) {
      Duration after = Duration.between(start, step.reached().at());
      assertThat(after.getNano()).as("%s", step).isZero();
      times.put(step.stage(), after.toSeconds());
    }
    return times;
  }

  private static String sentence(Watched session) {
    return PropagationText.sentence(session.now().propagation().changes().get(0));
  }

  private static boolean reached(Snapshot snapshot, Stage stage) {
    return snapshot.propagation().lanes().size() > PODS
        && newest(snapshot).reached(stage, 1).isPresent();
  }

  private static boolean has(Snapshot snapshot, Mark.Kind kind) {
    return snapshot.propagation().marks().stream().anyMatch(mark -> mark.kind() == kind);
  }

  private static Optional<Duration> age(Snapshot snapshot) {
    return snapshot.cluster().connectionAge().map(ConnectionAge::age);
  }

  /** The pod that came with the wish; those that are killed get a second lane. */
  private static PodLane newest(Snapshot snapshot) {
    return snapshot.propagation().lanes().get(PODS);
  }

  private static Delay seconds(long mean) {
    return new Delay(Duration.ofSeconds(mean), 0);
  }
}
