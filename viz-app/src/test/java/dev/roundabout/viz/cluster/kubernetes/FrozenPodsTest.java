package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FrozenPodsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant END = NOW.plusSeconds(60);

  private final FrozenPods frozen = new FrozenPods();

  @Test
  void aPodIsFrozenUntilItsTimeIsOver() {
    frozen.add("a", END, 0);
    assertThat(frozen.until("a", 0, END.minusMillis(1))).contains(END);
    assertThat(frozen.until("b", 0, NOW)).isEmpty();
    assertThat(frozen.until("a", 0, END)).isEmpty();
  }

  @Test
  void aContainerThatStartedAgainIsNotFrozen() {
    frozen.add("a", END, 1);
    assertThat(frozen.until("a", 2, NOW)).isEmpty();
    assertThat(frozen.until("a", 1, NOW)).isEmpty();
  }

  @Test
  void aPodThatIsGoneIsForgotten() {
    frozen.add("a", END, 0);
    frozen.forget("a");
    assertThat(frozen.until("a", 0, NOW)).isEmpty();
  }
}
