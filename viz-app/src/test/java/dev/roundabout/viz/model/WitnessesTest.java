package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the three counts of a pod agree. */
class WitnessesTest {

  @ParameterizedTest
  @CsvSource({
    // attempts, streams, answers, per second, in flight, failed, agree
    "1000, 1000, 1000, 0, 0, 0, true",
    "1000, 1000, 990, 0, 10, 0, true",
    "1000, 1000, 990, 0, 4, 6, true",
    "1000, 1000, 990, 0, 4, 5, false",
    "1001, 1000, 1000, 0, 0, 0, false",
    "999, 1000, 1000, 0, 0, 0, false",
    "1030, 1000, 1000, 50, 0, 0, true",
    "1051, 1000, 1000, 50, 0, 0, false",
    "1000, 999, 1000, 50, 0, 0, false"
  })
  void differences(
      long attempts,
      long streams,
      long answers,
      double perSecond,
      long inFlight,
      long failed,
      boolean agree) {
    PodTraffic pod = new PodTraffic(attempts, streams, answers, perSecond, Latencies.NONE);
    Ledger ledger =
        new Ledger(answers + inFlight + failed, answers, Map.of("UNAVAILABLE", failed), inFlight);
    Witnesses witnesses = Witnesses.AGREE;
    for (int tick = 1; tick < Witnesses.PATIENCE; tick++) {
      witnesses =
          witnesses
              .afterReading()
              .after(Map.of("server-x-a", pod), ledger, LoadTick.Beside.NOTHING);
      assertThat(witnesses.agree()).isTrue();
    }
    assertThat(
            witnesses
                .afterReading()
                .after(Map.of("server-x-a", pod), ledger, LoadTick.Beside.NOTHING)
                .agree())
        .isEqualTo(agree);
  }

  @Test
  void a_difference_counts_only_once_channelz_was_read_again() {
    PodTraffic pod = new PodTraffic(0, 1000, 1000, 0, Latencies.NONE);
    Ledger ledger = new Ledger(1000, 1000, Map.of(), 0);
    Witnesses witnesses = Witnesses.AGREE;
    for (int tick = 0; tick < 2 * Witnesses.PATIENCE; tick++) {
      witnesses = witnesses.after(Map.of("server-x-a", pod), ledger, LoadTick.Beside.NOTHING);
    }
    assertThat(witnesses.agree()).isTrue();
    assertThat(lasting(pod, ledger)).isFalse();
  }

  @Test
  void a_call_that_its_deadline_ended_may_have_been_given_to_a_connection_and_not_started() {
    PodTraffic pod = new PodTraffic(990, 1000, 990, 0, Latencies.NONE);
    assertThat(lasting(pod, new Ledger(1000, 990, Map.of("DEADLINE_EXCEEDED", 10L), 0))).isTrue();
    assertThat(lasting(pod, new Ledger(1000, 990, Map.of("DEADLINE_EXCEEDED", 9L), 1))).isFalse();
    assertThat(lasting(pod, new Ledger(1000, 990, Map.of("UNAVAILABLE", 10L), 0))).isFalse();
  }

  private static boolean lasting(PodTraffic pod, Ledger ledger) {
    Witnesses witnesses = Witnesses.AGREE;
    for (int tick = 0; tick < Witnesses.PATIENCE; tick++) {
      witnesses =
          witnesses
              .afterReading()
              .after(Map.of("server-x-a", pod), ledger, LoadTick.Beside.NOTHING);
    }
    return witnesses.agree();
  }

  @ParameterizedTest
  @CsvSource({
    "1003, 1003, 1000, 3, 0, true",
    "1003, 1003, 1000, 2, 0, false",
    "1002, 1000, 1000, 0, 2, true",
    "1003, 1000, 1000, 0, 2, false",
    "999, 1000, 1000, 0, 2, false"
  })
  void what_grpc_was_given_beside_explains_a_difference(
      long attempts, long streams, long answers, long again, long healthWatches, boolean agree) {
    PodTraffic pod = new PodTraffic(attempts, streams, answers, 0, Latencies.NONE);
    Ledger ledger = new Ledger(answers, answers, Map.of(), 0);
    Witnesses witnesses =
        Witnesses.AGREE
            .afterReading()
            .after(
                Map.of("server-x-a", pod),
                ledger,
                new LoadTick.Beside(again, healthWatches, Map.of()));
    for (int tick = 1; tick < Witnesses.PATIENCE; tick++) {
      witnesses =
          witnesses
              .afterReading()
              .after(Map.of("server-x-a", pod), ledger, LoadTick.Beside.NOTHING);
    }
    assertThat(witnesses.agree()).isEqualTo(agree);
  }
}
