package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceConfigsTest {
  private static final Settings PICK_FIRST = Settings.initial().withPolicy(LbPolicy.PICK_FIRST);

  @Test
  void without_a_switch_there_is_the_policy_alone() {
    assertThat(ServiceConfigs.of(Settings.initial()))
        .isEqualTo(Map.of("loadBalancingConfig", List.of(Map.of("round_robin", Map.of()))));
  }

  @Test
  void the_text_is_what_one_would_write() {
    Settings settings =
        PICK_FIRST
            .withSwitch(GrpcSwitch.SHUFFLE_ADDRESSES, true)
            .withSwitch(GrpcSwitch.RETRY, true)
            .withSwitch(GrpcSwitch.WAIT_FOR_READY, true)
            .withSwitch(GrpcSwitch.HEALTH_CHECK, true);
    assertThat(ServiceConfigs.json(settings))
        .isEqualTo(
            """
            {
              "healthCheckConfig": {
                "serviceName": ""
              },
              "loadBalancingConfig": [{
                "pick_first": {
                  "shuffleAddressList": true
                }
              }],
              "methodConfig": [{
                "name": [{}],
                "retryPolicy": {
                  "backoffMultiplier": 2,
                  "initialBackoff": "0.01s",
                  "maxAttempts": 4,
                  "maxBackoff": "0.1s",
                  "retryableStatusCodes": ["UNAVAILABLE"]
                },
                "waitForReady": true
              }]
            }""");
  }

  @Test
  void a_subset_is_taken_before_outliers_are_looked_for() {
    Settings settings =
        Settings.initial()
            .withSwitch(GrpcSwitch.RANDOM_SUBSETTING, true)
            .withSwitch(GrpcSwitch.OUTLIER_DETECTION, true);
    String text = ServiceConfigs.json(settings);
    assertThat(text)
        .containsSubsequence(
            "random_subsetting_experimental", "outlier_detection_experimental", "round_robin");
  }

  @Test
  void the_list_is_shuffled_for_pick_first_only() {
    assertThat(ServiceConfigs.of(Settings.initial().withSwitch(GrpcSwitch.SHUFFLE_ADDRESSES, true)))
        .isEqualTo(ServiceConfigs.of(Settings.initial()));
  }

  @ParameterizedTest
  @EnumSource
  void each_switch_changes_something_and_takes_it_back(GrpcSwitch which) {
    LbPolicy policy =
        which.worksWith(LbPolicy.ROUND_ROBIN) ? LbPolicy.ROUND_ROBIN : LbPolicy.PICK_FIRST;
    Settings off = Settings.initial().withPolicy(policy);
    Settings on = off.withSwitch(which, true);
    assertThat(ServiceConfigs.json(on).equals(ServiceConfigs.json(off)))
        .isEqualTo(which.onBuilder().isPresent());
    assertThat(which.needsNewChannel()).isEqualTo(which.onBuilder().isPresent());
    assertThat(ServiceConfigs.of(on.withSwitch(which, false))).isEqualTo(ServiceConfigs.of(off));
    assertThat(which.expectation()).isNotBlank();
  }
}
