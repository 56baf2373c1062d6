package dev.roundabout.viz.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.proto.Res;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.LoadTick;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closed loops and bursts, in a time that only the test moves. */
class LoadGeneratorTest {
  private final Bench bench = new Bench();
  private final List<Throwable> troubles = new ArrayList<>();

  @Test
  void sequential_sends_the_next_after_the_answer_and_the_pause() {
    generator(new Load.Sequential(Duration.ofMillis(20)), true);
    assertStarted(1);
    bench.pass(100 * Bench.MILLI);
    answer();
    assertStarted(1);
    bench.pass(19 * Bench.MILLI);
    assertStarted(1);
    bench.pass(Bench.MILLI);
    assertStarted(2);
  }

  @Test
  void concurrent_keeps_its_number_in_flight() {
    generator(new Load.Concurrent(10), true);
    assertStarted(10);
    for (int call = 0; call < 25; call++) {
      answer();
    }
    assertStarted(35);
    assertThat(bench.meter.cut(Duration.ZERO).inFlight()).isEqualTo(10);
  }

  @Test
  void calls_that_fail_at_once_do_not_become_a_hot_loop() {
    generator(new Load.Concurrent(4), true);
    for (int milli = 0; milli < 999; milli++) {
      while (bench.channel.started() > ended) {
        fail();
      }
      bench.pass(Bench.MILLI);
    }
    assertThat(bench.channel.started()).isEqualTo(4 * 20);
  }

  @Test
  void ten_thousand_slots_that_fail_try_ten_thousand_times_a_second_together() {
    generator(new Load.Concurrent(Load.MAX_IN_FLIGHT), true);
    for (int call = 0; call < Load.MAX_IN_FLIGHT; call++) {
      fail();
    }
    bench.pass(999 * Bench.MILLI);
    assertStarted(Load.MAX_IN_FLIGHT);
    bench.pass(Bench.MILLI);
    assertStarted(2 * Load.MAX_IN_FLIGHT);
  }

  @Test
  void a_call_that_failed_after_a_while_is_followed_at_once() {
    generator(new Load.Concurrent(1), true);
    bench.pass(60 * Bench.MILLI);
    fail();
    assertStarted(2);
  }

  @Test
  void a_sequential_burst_sends_one_after_another() {
    LoadGenerator generator = generator(new Load.Sequential(Duration.ofMillis(20)), false);
    generator.burst(3);
    assertStarted(1);
    answer();
    assertStarted(2);
    answer();
    answer();
    assertStarted(3);
  }

  @Test
  void a_concurrent_burst_sends_with_its_number_in_flight() {
    LoadGenerator generator = generator(new Load.Concurrent(10), false);
    generator.burst(25);
    assertStarted(10);
    for (int call = 0; call < 25; call++) {
      answer();
    }
    assertStarted(25);
  }

  @Test
  void a_burst_beside_a_rate_sends_all_at_once() {
    generator(new Load.Rate(1), false).burst(500);
    assertStarted(500);
  }

  @Test
  void a_burst_is_spread_evenly_and_goes_on_when_a_client_goes() {
    LoadGenerator generator = generator(new Load.Sequential(Duration.ZERO), false);
    Lane second = bench.lane(2);
    generator.over(List.of(bench.lane, second));
    generator.burst(11);
    assertStarted(2);
    generator.over(List.of(bench.lane));
    while (bench.channel.started() > ended) {
      answer();
    }
    assertStarted(11);
  }

  @Test
  void a_paused_load_sends_nothing_more() {
    LoadGenerator generator = generator(new Load.Concurrent(3), true);
    generator.run(new Load.Concurrent(3), false);
    answer();
    answer();
    assertStarted(3);
    generator.run(new Load.Concurrent(3), true);
    assertStarted(6);
  }

  @Test
  void no_client_ever_has_more_than_the_most_in_flight() {
    LoadGenerator generator = generator(new Load.Concurrent(Load.MAX_IN_FLIGHT), true);
    generator.burst(100);
    assertStarted(Load.MAX_IN_FLIGHT);
    generator.run(new Load.Concurrent(1), false);
    for (int call = 0; call < 100; call++) {
      answer();
    }
    bench.pass(10 * Bench.MILLI);
    assertStarted(Load.MAX_IN_FLIGHT + 100);
  }

  @Test
  void a_call_that_ends_well_without_an_answer_counts_as_failed() {
    generator(new Load.Concurrent(1), true);
    bench.channel.endOne(Status.OK);
    LoadTick tick = bench.meter.cut(Duration.ZERO);
    assertThat(tick.ok()).isZero();
    assertThat(tick.failed()).containsEntry("INTERNAL", 1L);
  }

  @Test
  void an_answer_without_a_pod_counts_for_its_id() {
    generator(new Load.Concurrent(1), true);
    bench.channel.answerOne(Res.newBuilder().setId("some-uuid").build());
    assertThat(bench.meter.cut(Duration.ZERO).answers()).containsOnlyKeys("some-uuid");
  }

  private LoadGenerator generator(Load load, boolean running) {
    LoadGenerator generator = new LoadGenerator(load, bench::after, bench::now, troubles::add);
    generator.over(List.of(bench.lane));
    generator.run(load, running);
    return generator;
  }

  private int ended;

  private void answer() {
    ended++;
    bench.channel.answerOne(Res.newBuilder().setPod("server-x-a").build());
  }

  private void fail() {
    ended++;
    bench.channel.endOne(Status.UNAVAILABLE);
  }

  private void assertStarted(int calls) {
    assertThat(bench.channel.started()).isEqualTo(calls);
    assertThat(troubles).isEmpty();
  }
}
