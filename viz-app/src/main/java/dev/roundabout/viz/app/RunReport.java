package dev.roundabout.viz.app;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.PodTraffic;
import dev.roundabout.viz.model.PropagationText;
import dev.roundabout.viz.model.SessionFact.Trouble;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.diagnosis.Diagnosis;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run in numbers, for {@code run --json}.
 *
 * @param version of Roundabout
 * @param java that it ran on
 * @param seconds one row a second
 * @param changes what was done to the pods, and how long it took until each client followed
 * @param pods everything each pod got, also those that got nothing and those that are gone
 * @param finding what mattered most at the end, as on screen
 */
record RunReport(
    String version,
    String java,
    ClusterInfo cluster,
    Settings settings,
    Instant start,
    Instant end,
    Ledger ledger,
    boolean balances,
    boolean witnessesAgree,
    Map<String, Pod> pods,
    List<Change> changes,
    List<Second> seconds,
    List<Event> events,
    List<Trouble> troubles,
    String finding) {

  /** One row of the table. Latencies are in microseconds, over the ten seconds before. */
  record Second(
      Instant at,
      int desired,
      int ready,
      String resolution,
      double sentPerSecond,
      Ledger ledger,
      long p50Micros,
      long p99Micros,
      long maxMicros,
      Map<String, Double> requestsPerSecond) {
    static Second of(Snapshot snapshot) {
      Map<String, Double> rates = new TreeMap<>();
      PodRow.of(snapshot).forEach(row -> rates.put(row.pod().name(), row.perSecond()));
      return new Second(
          snapshot.at(),
          snapshot.cluster().desired(),
          snapshot.cluster().ready(),
          ResolveOptions.words(snapshot.client().settings()),
          snapshot.traffic().perSecond(),
          snapshot.traffic().ledger(),
          snapshot.traffic().latency().percentileMicros(50),
          snapshot.traffic().latency().percentileMicros(99),
          snapshot.traffic().latency().maxMicros(),
          rates);
    }
  }

  /** A change to the pods, in a sentence and in numbers. */
  record Change(String sentence, PodChange numbers) {
    static Change of(PodChange change) {
      return new Change(PropagationText.sentence(change), change);
    }
  }

  /** Where one pod stood at the end, and its three witnesses. */
  record Pod(
      String now, long channelz, long streams, long answers, long p50Micros, long p99Micros) {
    static Pod of(String now, PodTraffic traffic) {
      return new Pod(
          now,
          traffic.attempts(),
          traffic.streams(),
          traffic.answers(),
          traffic.latency().percentileMicros(50),
          traffic.latency().percentileMicros(99));
    }
  }

  static RunReport of(TerminalRun.Result result) throws IOException {
    Snapshot snapshot = result.last();
    Map<String, Pod> pods = new TreeMap<>();
    snapshot.traffic().pods().forEach((name, traffic) -> pods.put(name, Pod.of("gone", traffic)));
    PodRow.of(result.open())
        .forEach(
            row ->
                pods.put(
                    row.pod().name(),
                    Pod.of(row.words(), snapshot.traffic().pod(row.pod().name()))));
    return new RunReport(
        Main.Version.read(),
        Runtime.version().toString(),
        snapshot.cluster().info(),
        snapshot.client().settings(),
        result.start(),
        snapshot.at(),
        snapshot.traffic().ledger(),
        snapshot.traffic().ledger().balances(),
        snapshot.traffic().witnesses().agree(),
        pods,
        snapshot.propagation().changes().stream().map(Change::of).toList(),
        result.seconds(),
        snapshot.events(),
        snapshot.troubles(),
        Diagnosis.of(result.flowing()).words());
  }

  /**
   * @throws IOException where the file cannot be written
   */
  void write(OutputFile file) throws IOException {
    file.write(
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(this));
  }
}
