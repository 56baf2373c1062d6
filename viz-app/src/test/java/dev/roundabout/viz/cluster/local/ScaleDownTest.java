package dev.roundabout.viz.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.local.ScaleDown.Candidate;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Pod.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ScaleDownTest {
  private static Candidate pod(Phase phase, long since, int restarts, long number) {
    Instant at = Instant.ofEpochSecond(since);
    return new Candidate(
        new Pod("server-x-" + number, Optional.empty(), phase, "", restarts, at), number);
  }

  @Test
  void takesThoseThatServeLeastFirst() {
    List<Candidate> expected =
        List.of(
            pod(Phase.PENDING, 5, 0, 9),
            pod(Phase.CREATING, 5, 0, 8),
            pod(Phase.BACK_OFF, 1, 3, 1),
            pod(Phase.STARTING, 9, 0, 7),
            pod(Phase.READY, 9, 0, 2),
            pod(Phase.READY, 4, 2, 3),
            pod(Phase.READY, 4, 0, 5),
            pod(Phase.READY, 4, 0, 4),
            pod(Phase.READY, 1, 9, 6));
    for (int seed = 0; seed < 50; seed++) {
      List<Candidate> shuffled = new ArrayList<>(expected);
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(ScaleDown.ORDER);
      assertThat(shuffled).isEqualTo(expected);
    }
  }

  @Test
  void knowsActivePodsOnly() {
    assertThatThrownBy(
            () ->
                ScaleDown.ORDER.compare(pod(Phase.TERMINATING, 1, 0, 1), pod(Phase.READY, 1, 0, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
