package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
      witnesses = witnesses.after(Map.of("server-x-a", pod), ledger, LoadTick.Beside.NOTHING);
      assertThat(witnesses.agree()).isTrue();
    }
    assertThat(witnesses.after(Map.of("server-x-a", pod), ledger, LoadTick.Beside.NOTHING).agree())
        .isEqualTo(agree);
  }
}
