package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roundabout.viz.app.Claim.Outcome;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A claim is judged by paired rounds, and fails only beyond its error. */
final class ClaimTest {
  private static Claim of(Double... ratios) {
    return Claim.of("one / other", List.of(ratios), Collections.nCopies(ratios.length, 1.0));
  }

  @Test
  void roundsAreComparedInPairs() {
    Claim claim = Claim.of("one / other", List.of(220.0, 110.0, 55.0), List.of(200.0, 100.0, 50.0));
    assertThat(claim.ratio().median()).isEqualTo(1.1, within(1e-9));
    assertThat(claim.ratio().error()).isZero();
    assertThat(claim.text()).isEqualTo("one / other  1.100 ± 0.000  holds");
  }

  @Test
  void theErrorIsThatOfAMedian() {
    // The standard deviation is 0.1, so that the mean's error is 0.05.
    Claim claim = of(0.9, 1.0, 1.1, 1.0 + Math.sqrt(0.01), 1.0 - Math.sqrt(0.01), 1.0, 1.0);
    double deviation = Math.sqrt(0.04 / 6);
    assertThat(claim.ratio().error()).isEqualTo(1.2533 * deviation / Math.sqrt(7), within(1e-4));
  }

  @Test
  void whatIsWorseFailsBeyondItsErrorAlone() {
    assertThat(of(0.80, 0.81, 0.79).outcome()).isEqualTo(Outcome.FAILS);
    assertThat(of(0.80, 0.81, 0.79).fails()).isTrue();
    assertThat(of(0.95, 0.85, 1.15).outcome()).isEqualTo(Outcome.OPEN);
    assertThat(of(0.95, 0.85, 1.15).fails()).isFalse();
    assertThat(of(1.20, 1.21, 1.19).outcome()).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void oneRoundOrNoneThatWorkedJudgesNothing() {
    assertThat(of(0.5).outcome()).isEqualTo(Outcome.UNJUDGED);
    assertThat(of(0.5).text())
        .isEqualTo("one / other  0.500  " + "not judged: that takes two rounds or more");
    assertThat(Claim.of("one / other", List.of(0.0, 0.0), List.of(0.0, 0.0)).outcome())
        .isEqualTo(Outcome.UNJUDGED);
  }
}
