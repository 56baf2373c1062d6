package dev.roundabout.viz.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 200, 9_999, 10_000, 50_000})
  void after_an_hour_the_count_is_exact(int perSecond) {
    Schedule schedule = new Schedule(-5, perSecond);
    assertThat(schedule.due(0)).isEqualTo(-5);
    assertThat(schedule.due(3_600L * perSecond)).isEqualTo(3_600 * SECOND - 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10_000, 49_999})
  void calls_are_evenly_apart(int perSecond) {
    Schedule schedule = new Schedule(0, perSecond);
    for (long call = 0; call < 2L * perSecond; call++) {
      long gap = schedule.due(call + 1) - schedule.due(call);
      assertThat(gap).isBetween(SECOND / perSecond, SECOND / perSecond + 1);
    }
  }
}
