package dev.roundabout.viz.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.proto.Res;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.LoadTick;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The open loop, in a time that only the test moves. */
class PaceTest {
  private final Bench bench = new Bench();

  @Test
  void however_late_the_thread_wakes_up_every_due_call_is_sent() {
    Pace pace = new Pace(new Schedule(0, 10_000), List.of(bench.lane));
    long[] naps = {1, 7, 130, 100, 2_500, 3, 41};
    for (int wake = 0; bench.now() < 2_000 * Bench.MILLI; wake++) {
      bench.pass(naps[wake % naps.length] * 1_000);
      pace.step(bench.now());
      while (bench.channel.started() > ended) {
        answer();
      }
      assertThat(bench.channel.started()).isEqualTo((int) (bench.now() / 100_000) + 1);
    }
  }

  @Test
  void it_waits_until_the_next_call_is_due() {
    Pace pace = new Pace(new Schedule(0, 1_000), List.of(bench.lane));
    assertThat(pace.step(0)).isEqualTo(Bench.MILLI);
    assertThat(pace.step(Bench.MILLI / 4)).isEqualTo(3 * Bench.MILLI / 4);
    assertThat(bench.channel.started()).isEqualTo(1);
  }

  @Test
  void latency_counts_from_the_intended_start() {
    Pace pace = new Pace(new Schedule(0, 100), List.of(bench.lane));
    bench.pass(35 * Bench.MILLI);
    pace.step(bench.now());
    bench.pass(5 * Bench.MILLI);
    for (int call = 0; call < 4; call++) {
      answer();
    }
    LoadTick tick = bench.meter.cut(Duration.ZERO);
    // Due at 0, 10, 20 and 30 ms, all sent at 35 and answered at 40.
    assertThat(tick.sample())
        .extracting(call -> call.took().toMillis())
        .containsExactlyInAnyOrder(40L, 30L, 20L, 10L);
    assertThat(tick.latency().maxMicros()).isBetween(40_000L, 40_400L);
    assertThat(tick.latency().percentileMicros(25)).isBetween(10_000L, 10_100L);
  }

  @Test
  void with_the_most_in_flight_the_sender_waits_and_catches_up() {
    Pace pace = new Pace(new Schedule(0, Load.MAX_RATE), List.of(bench.lane));
    bench.pass(1_000 * Bench.MILLI);
    assertThat(pace.step(bench.now())).isPositive();
    assertThat(bench.channel.started()).isEqualTo(Load.MAX_IN_FLIGHT);
    assertThat(pace.behindNanos(bench.now())).isEqualTo(800 * Bench.MILLI);
    answer();
    pace.step(bench.now());
    assertThat(bench.channel.started()).isEqualTo(Load.MAX_IN_FLIGHT + 1);
  }

  @Test
  void it_is_not_behind_for_waking_up_a_little_late() {
    Pace pace = new Pace(new Schedule(0, 1_000), List.of(bench.lane));
    assertThat(pace.behindNanos(4 * Bench.MILLI)).isZero();
    assertThat(pace.behindNanos(40 * Bench.MILLI)).isEqualTo(40 * Bench.MILLI);
  }

  @Test
  void clients_take_turns() {
    Pace pace = new Pace(new Schedule(0, 1_000), List.of(bench.lane(1), bench.lane(2)));
    pace.step(9 * Bench.MILLI);
    for (int call = 0; call < 10; call++) {
      bench.channel.endOne(Status.UNAVAILABLE);
    }
    assertThat(bench.meter.cut(Duration.ZERO).sample())
        .extracting(LoadTick.SampledCall::client)
        .containsOnly(1, 2)
        .filteredOn(client -> client == 1)
        .hasSize(5);
  }

  private int ended;

  private void answer() {
    ended++;
    bench.channel.answerOne(Res.newBuilder().setPod("server-x-a").build());
  }
}
