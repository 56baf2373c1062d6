package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SilenceTest {
  private Instant now = Instant.parse("2026-11-02T10:00:00Z");
  private final Silence silence = new Silence(() -> now);

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void oneDifferenceIsAskedAboutAgainAtOnce() {
    assertThat(silence.isLong()).isFalse();
    pass(Silence.LONG);
    assertThat(silence.isLong()).isTrue();
    assertThat(silence.isFalse(silence.news(), true)).isFalse();
    assertThat(silence.isLong()).isTrue();
    assertThat(silence.isFalse(silence.news(), true)).isTrue();
    assertThat(silence.isLong()).isFalse();
  }

  @Test
  void aDifferenceThatWentIsForgotten() {
    assertThat(silence.isFalse(silence.news(), true)).isFalse();
    assertThat(silence.isFalse(silence.news(), false)).isFalse();
    assertThat(silence.isLong()).isFalse();
    assertThat(silence.isFalse(silence.news(), true)).isFalse();
  }

  @Test
  void newsMeanwhileTakeTheDoubtAway() {
    long before = silence.news();
    assertThat(silence.isFalse(before, true)).isFalse();
    silence.broken();
    assertThat(silence.isLong()).isFalse();
    assertThat(silence.isFalse(before, true)).isFalse();
  }

  @Test
  void aClockThatIsPutBackDoesNotHideASilence() {
    pass(Duration.ofHours(-1));
    assertThat(silence.isLong()).isTrue();
  }
}
