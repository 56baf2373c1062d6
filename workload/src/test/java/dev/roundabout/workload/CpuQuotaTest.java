package dev.roundabout.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuQuotaTest {
  private static final long MS = 1_000_000;

  /** 20 ms of each 100 ms. */
  private final CpuQuota quota = new CpuQuota(new CpuLimit(200), 0);

  @Test
  void workRunsAtFullSpeedUntilTheQuotaOfThePeriodIsUsedUp() {
    assertThat(take(0, 10)).isEqualTo(10);
    assertThat(take(0, 10)).isEqualTo(20);
    assertThat(take(0, 10)).isEqualTo(110);
  }

  @Test
  void workLongerThanTheQuotaGoesOnInTheNextPeriods() {
    assertThat(take(5, 50)).isEqualTo(210);
    assertThat(take(5, 1)).isEqualTo(211);
  }

  @Test
  void whatIsNotUsedInAPeriodIsLost() {
    assertThat(take(1_030, 20)).isEqualTo(1_050);
    assertThat(take(1_060, 20)).isEqualTo(1_120);
  }

  @Test
  void workThatMeetsTheEndOfAPeriodHasTheNextOneWhole() {
    assertThat(take(90, 15)).isEqualTo(105);
    assertThat(take(90, 15)).isEqualTo(120);
    assertThat(take(90, 1)).isEqualTo(201);
  }

  @Test
  void aWholeCpuIsNeverThrottled() {
    CpuQuota whole = new CpuQuota(new CpuLimit(1000), 0);
    assertThat(whole.take(30 * MS, 250 * MS)).isEqualTo(280 * MS);
  }

  @Test
  void aLimitIsReadAsKubernetesWritesIt() {
    assertThat(CpuLimit.of("200m")).isEqualTo(new CpuLimit(200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.2", "200", "9m", "1001m", "", "-5m"})
  void otherLimitsAreRefused(String text) {
    assertThatThrownBy(() -> CpuLimit.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CPU limit");
  }

  private long take(long from, long work) {
    return quota.take(from * MS, work * MS) / MS;
  }
}
