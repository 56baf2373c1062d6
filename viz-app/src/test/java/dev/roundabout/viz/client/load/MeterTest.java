package dev.roundabout.viz.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.client.load.Samples.EndedCall;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.LoadTick;
import io.grpc.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MeterTest {
  private static final Connection CONNECTION =
      new Connection(new Address("127.0.0.1", 40_000), new Address("10.0.0.1", 9090));

  /** Written by each thread between two looks at the cuts. */
  private static final int CALLS = 20_000;

  private static final int CUTS = 20;

  private final Meter meter = new Meter(InstantSource.system(), System::nanoTime);

  @Test
  void a_cut_tells_whose_connections_were_used() {
    Connection other = new Connection(new Address("127.0.0.1", 40_001), CONNECTION.remote());
    meter.streamCreated(meter.open(1, CONNECTION), false);
    StreamCount second = meter.open(2, other);
    meter.streamCreated(second, false);

    LoadTick tick = meter.cut(Duration.ZERO);
    assertThat(tick.streams()).isEqualTo(Map.of(CONNECTION, 1L, other, 1L));
    assertThat(tick.clients()).as("without the first").isEqualTo(Map.of(other, 2));
    assertThat(meter.cut(Duration.ZERO).clients()).isEmpty();
  }

  @Test
  void every_cut_balances_while_threads_write() throws Exception {
    StreamCount streams = meter.open(1, CONNECTION);
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger cuts = new AtomicInteger();
    LongAdder rounds = new LongAdder();
    ExecutorService writers = Executors.newFixedThreadPool(4);
    List<CompletableFuture<Void>> work = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      work.add(
          CompletableFuture.runAsync(
              () -> {
                do {
                  write(streams);
                  rounds.increment();
                } while (cuts.get() < CUTS);
              },
              writers));
    }
    var unused =
        CompletableFuture.allOf(work.toArray(CompletableFuture[]::new))
            .whenComplete((nothing, failure) -> done.set(true));
    Sums sums = new Sums();
    while (!done.get()) {
      sums.add(meter.cut(Duration.ZERO));
      cuts.incrementAndGet();
    }
    sums.add(meter.cut(Duration.ZERO));
    CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).get();
    writers.shutdown();
    long calls = rounds.sum() * CALLS;
    assertThat(sums.sent).isEqualTo(calls);
    assertThat(sums.ok).isEqualTo(calls / 4 * 3);
    assertThat(sums.streams).isEqualTo(calls);
    assertThat(sums.cuts).isGreaterThan(CUTS);
  }

  private void write(StreamCount streams) {
    for (int call = 0; call < CALLS; call++) {
      meter.started();
      meter.streamCreated(streams, false);
      boolean ok = call % 4 != 0;
      meter.ended(
          ok ? Status.Code.OK : Status.Code.UNAVAILABLE,
          new EndedCall(1, ok ? "pod-" + call % 3 : "", call, 1_000L * (call % 100), ok),
          streams);
    }
  }

  @Test
  void failures_are_told_by_address_and_what_is_beside_the_requests_apart() {
    StreamCount streams = meter.open(1, CONNECTION);
    meter.started();
    meter.streamCreated(streams, false);
    meter.streamCreated(streams, true);
    meter.watchCreated(streams);
    meter.healthWatches(3);
    EndedCall failed = new EndedCall(1, "", 0, 10, false);
    meter.ended(Status.Code.DEADLINE_EXCEEDED, failed, streams);
    meter.started();
    meter.ended(Status.Code.UNAVAILABLE, failed, null);
    LoadTick tick = meter.cut(Duration.ZERO);
    assertThat(tick.lost()).isEqualTo(Map.of(CONNECTION.remote(), Map.of("DEADLINE_EXCEEDED", 1L)));
    assertThat(tick.failed()).containsEntry("UNAVAILABLE", 1L);
    assertThat(tick.streams()).isEqualTo(Map.of(CONNECTION, 2L));
    assertThat(tick.beside()).isEqualTo(new LoadTick.Beside(1, 3, Map.of(CONNECTION, 1L)));
    assertThat(meter.cut(Duration.ZERO).lost()).isEmpty();
    assertThat(meter.cut(Duration.ZERO).beside()).isEqualTo(LoadTick.Beside.NOTHING);
  }

  @Test
  void the_first_answer_on_a_connection_names_its_pod_once() {
    StreamCount streams = meter.open(1, CONNECTION);
    meter.started();
    meter.streamCreated(streams, false);
    assertThat(meter.cut(Duration.ZERO).answerers()).isEmpty();
    streams.close();
    meter.ended(Status.Code.OK, new EndedCall(1, "pod-a", 0, 10, true), streams);
    assertThat(meter.cut(Duration.ZERO).answerers()).isEqualTo(Map.of(CONNECTION, "pod-a"));
    meter.started();
    meter.ended(Status.Code.OK, new EndedCall(1, "pod-a", 0, 10, true), streams);
    assertThat(meter.cut(Duration.ZERO).answerers()).isEmpty();
  }

  @Test
  void a_sample_is_capped_and_fair_over_the_interval() {
    for (int call = 0; call < 100_000; call++) {
      meter.started();
      meter.ended(
          Status.Code.OK, new EndedCall(1, "pod-" + call % 4, call * 1_000L, 500_000, true), null);
    }
    List<LoadTick.SampledCall> sample = meter.cut(Duration.ZERO).sample();
    assertThat(sample).hasSizeBetween(10, 30);
    assertThat(sample).extracting(LoadTick.SampledCall::pod).contains("pod-0", "pod-1", "pod-2");
    long spread =
        sample.stream()
            .map(LoadTick.SampledCall::sent)
            .map(sent -> sent.toEpochMilli() / 25)
            .distinct()
            .count();
    assertThat(spread).isGreaterThanOrEqualTo(4);
  }

  @Test
  void the_next_interval_starts_a_sample_of_its_own() {
    for (int round = 0; round < 4; round++) {
      meter.started();
      meter.ended(Status.Code.OK, new EndedCall(1, "a", round, 10, true), null);
      assertThat(meter.cut(Duration.ZERO).sample()).hasSize(1);
    }
  }

  @Test
  void a_pod_that_comes_back_after_a_long_silence_is_counted_again() {
    for (int round = 0; round < 300; round++) {
      if (round % 150 == 0) {
        meter.started();
        meter.ended(Status.Code.OK, new EndedCall(1, "a", round, 10, true), null);
        assertThat(meter.cut(Duration.ZERO).answers()).containsOnlyKeys("a");
      } else {
        assertThat(meter.cut(Duration.ZERO).answers()).isEmpty();
      }
    }
  }

  @Test
  void streams_of_a_closed_connection_are_told_once() {
    StreamCount count = meter.open(1, CONNECTION);
    meter.streamCreated(count, false);
    count.close();
    assertThat(meter.cut(Duration.ZERO).streams()).containsEntry(CONNECTION, 1L);
    assertThat(meter.cut(Duration.ZERO).streams()).isEmpty();
  }

  private static final class Sums {
    long sent;
    long ok;
    long failed;
    long streams;
    int cuts;

    void add(LoadTick tick) {
      sent += tick.sent();
      ok += tick.ok();
      failed += tick.failed().getOrDefault("UNAVAILABLE", 0L);
      streams += tick.streams().getOrDefault(CONNECTION, 0L);
      cuts++;
      assertThat(sent).isEqualTo(ok + failed + tick.inFlight());
      assertThat(streams).isBetween(ok + failed, sent);
      assertThat(tick.latency().total()).isEqualTo(tick.ok());
    }
  }
}
