package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LostCallsTest {
  private final World world = World.empty().pod("a", 1, Pod.Phase.READY);

  @Test
  void whose_calls_were_lost_is_said_once_in_a_while() {
    World once = lose(world, "10.0.0.1", "DEADLINE_EXCEEDED");
    World again = lose(once.later(Duration.ofSeconds(1)), "10.0.0.1", "DEADLINE_EXCEEDED");
    assertThat(again.eventTexts()).containsOnlyOnce("the deadline ended calls to a");
    World later = lose(again.later(LostCalls.PAUSE), "10.0.0.1", "DEADLINE_EXCEEDED");
    assertThat(later.eventTexts()).filteredOn("the deadline ended calls to a"::equals).hasSize(2);
  }

  @Test
  void each_status_has_its_words_and_an_unknown_address_is_named() {
    World lost = lose(lose(world, "10.0.0.1", "UNAVAILABLE"), "10.0.0.7", "CANCELLED");
    assertThat(lost.eventTexts())
        .contains("calls to a failed: UNAVAILABLE", "calls to 10.0.0.7:9090 were cancelled");
  }

  private static World lose(World world, String ip, String status) {
    return world.after(
        new LoadTick(
            world.now(),
            0,
            0,
            Map.of(),
            0,
            Duration.ZERO,
            Map.of(),
            Map.of(),
            Map.of(new Address(ip, World.PORT), Map.of(status, 1L)),
            Latencies.NONE,
            List.of()));
  }
}
