package dev.roundabout.viz.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RecommendationsTest {
  private final Recommendations recommendations = new Recommendations(Duration.ofSeconds(15));

  private int after(long seconds, int current, int wanted) {
    return recommendations.after(Duration.ofSeconds(seconds).toNanos(), current, wanted);
  }

  @Test
  void itScalesUpAtOnce() {
    assertThat(after(1, 2, 4)).isEqualTo(4);
    assertThat(after(2, 4, 9)).isEqualTo(9);
  }

  @Test
  void itScalesDownWhenMoreWasNotWantedForTheWholeTime() {
    assertThat(after(1, 2, 4)).isEqualTo(4);
    assertThat(after(2, 4, 2)).isEqualTo(4);
    assertThat(after(16, 4, 2)).isEqualTo(4);
    assertThat(after(17, 4, 2)).isEqualTo(2);
  }

  @Test
  void itScalesDownToTheMostThatWasWanted() {
    assertThat(after(1, 9, 9)).isEqualTo(9);
    assertThat(after(10, 9, 5)).isEqualTo(9);
    assertThat(after(17, 9, 2)).isEqualTo(5);
  }

  @Test
  void whatItFindsCountsAsWanted() {
    assertThat(after(1, 5, 2)).isEqualTo(5);
    assertThat(after(17, 5, 2)).isEqualTo(2);
  }
}
