package dev.roundabout.viz.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UtilizationRuleTest {
  private final UtilizationRule rule = new UtilizationRule(60);

  private int desired(int current, double... measured) {
    return rule.desired(current, percents(measured), current - measured.length);
  }

  private static List<Double> percents(double... measured) {
    return Arrays.stream(measured).boxed().toList();
  }

  @Test
  void twiceTheTargetDoublesTheReplicasAndHalfOfItHalvesThem() {
    assertThat(desired(3, 120, 120, 120)).isEqualTo(6);
    assertThat(desired(4, 30, 30, 30, 30)).isEqualTo(2);
  }

  @Test
  void itRoundsUp() {
    assertThat(desired(2, 100, 100)).isEqualTo(4);
    assertThat(desired(10, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50)).isEqualTo(9);
  }

  @Test
  void upToATenthMoreOrLessIsTolerated() {
    assertThat(desired(10, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65)).isEqualTo(10);
    assertThat(desired(3, 55, 55, 55)).isEqualTo(3);
    assertThat(desired(3, 67, 67, 67)).isEqualTo(4);
  }

  @Test
  void idlePodsHideABusyOneFromIt() {
    assertThat(desired(2, 200, 0)).isEqualTo(4);
    assertThat(desired(4, 200, 0, 0, 0)).isEqualTo(4);
  }

  @Test
  void podsThatAreNotReadyAreTakenForIdleWhereItScalesUp() {
    assertThat(desired(2, 200)).isEqualTo(4);
    assertThat(desired(4, 100, 100)).isEqualTo(4);
    assertThat(desired(8, 110)).isEqualTo(8);
  }

  @Test
  void andForOnTargetWhereItScalesDown() {
    assertThat(desired(4, 0, 0)).isEqualTo(2);
  }

  @Test
  void whereNothingIsKnownNothingChanges() {
    assertThat(desired(3)).isEqualTo(3);
  }
}
