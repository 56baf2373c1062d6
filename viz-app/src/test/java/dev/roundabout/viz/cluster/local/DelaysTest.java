package dev.roundabout.viz.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DelaysTest {
  @Test
  void jitterStaysWithinItsShare() {
    Delay delay = Delay.ofMillis(100, 0.25);
    Random random = new Random(3);
    List<Long> millis =
        IntStream.range(0, 10_000).mapToObj(i -> delay.draw(random).toMillis()).toList();
    assertThat(millis).allMatch(value -> value >= 75 && value <= 125);
    assertThat(millis).anyMatch(value -> value < 80).anyMatch(value -> value > 120);
  }

  @Test
  void noDelayIsNone() {
    assertThat(Delay.NONE.draw(new Random(1))).isEqualTo(Duration.ZERO);
    assertThat(Delays.none().restart().after(100).draw(new Random(1))).isEqualTo(Duration.ZERO);
  }

  @Test
  void backOffDoublesUpToItsLimit() {
    BackOff backOff = BackOff.FOR_A_DEMO;
    assertThat(IntStream.range(0, 8).mapToObj(n -> backOff.after(n).mean().toSeconds()))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    assertThat(backOff.after(Integer.MAX_VALUE).mean()).isEqualTo(backOff.most());
  }

  @Test
  void refusesNonsense() {
    assertThatThrownBy(() -> Delay.ofMillis(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Delay.ofMillis(1, 1.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Delay.ofMillis(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ZERO, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
