package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.PodTraffic;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import picocli.CommandLine;

/** A session, on the embedded cluster unless told otherwise, and what a test waits for on it. */
final class Watched implements AutoCloseable {
  /** A real cluster takes its time. */
  private static final Duration PATIENCE =
      Duration.ofSeconds(Long.getLong("roundabout.test.patience", 30));

  /** Tests that wait hundreds of times would mostly sleep at Awaitility's 100 ms. */
  private static final Duration OFTEN = Duration.ofMillis(10);

  private final Session session;

  Watched(Duration refreshGate, String... flags) {
    this(embedded(refreshGate, flags));
  }

  /** Starts a session that is looked at until it is closed. */
  Watched(Session session) {
    this.session = session;
    session.start();
  }

  private static Session embedded(Duration refreshGate, String... flags) {
    SessionOptions options = new SessionOptions();
    new CommandLine(options).parseArgs(flags);
    Clocks clocks = Clocks.system();
    return new Session(
        options.embedded(clocks, Origin.embedded("a test")),
        options.settings().after(new Action.SetGate(refreshGate)),
        clocks);
  }

  Snapshot now() {
    return session.snapshot();
  }

  Watched ask(Action action) {
    session.submit(action);
    return this;
  }

  Watched until(Predicate<Snapshot> condition) {
    try {
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(OFTEN)
          .until(() -> condition.test(session.snapshot()));
      return this;
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("in vain, after " + story(), e);
    }
  }

  /** Waits until so many pods have a READY connection. */
  Watched untilServing(int pods) {
    return until(snapshot -> serving(snapshot).size() == pods);
  }

  /** Sends a burst and waits until every call of it has ended and every witness has seen it. */
  Watched burst(int calls) {
    long before = now().traffic().ledger().ok();
    ask(new Action.Burst(calls));
    return until(
        snapshot ->
            snapshot.traffic().ledger().ok() == before + calls
                && snapshot.traffic().attemptsTotal() == before + calls);
  }

  private String story() {
    Snapshot snapshot = now();
    return snapshot.traffic().ledger()
        + PodRow.of(snapshot).stream()
            .map(row -> "\n" + row + " " + snapshot.traffic().pod(row.pod().name()))
            .collect(Collectors.joining())
        + snapshot.events().stream()
            .map(event -> "\n" + event.at() + " " + event.text())
            .collect(Collectors.joining());
  }

  static List<PodRow> serving(Snapshot snapshot) {
    return PodRow.of(snapshot).stream().filter(row -> row.standing() == Standing.SERVING).toList();
  }

  static void assertWitnessesEqual(PodTraffic traffic) {
    assertThat(traffic.streams()).isEqualTo(traffic.attempts());
    assertThat(traffic.answers()).isEqualTo(traffic.attempts());
  }

  @Override
  public void close() {
    session.close();
  }
}
