package dev.roundabout.viz.ui.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.JobRun;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobLineTest {
  private static final String UUID = "0f8fad5b-d9cb-469f-a165-70867728950e";

  @Test
  void podsComeByPlaceAndReadyOnesThatAnsweredNothingToo() {
    List<JobLine> lines =
        JobLine.of(
            run(Map.of("server-1-bbbbb", 3L, "server-1-aaaaa", 1L)),
            List.of(row("server-1-aaaaa", 0), row("server-1-bbbbb", 1), row("server-1-ccccc", 2)));
    assertThat(lines)
        .containsExactly(
            new JobLine("aaaaa", "server-1-aaaaa", 0, 1, 0.25),
            new JobLine("bbbbb", "server-1-bbbbb", 1, 3, 0.75),
            new JobLine("ccccc", "server-1-ccccc", 2, 0, 0));
  }

  @Test
  void otherIdsFollowByCountAndAreShortened() {
    List<JobLine> lines =
        JobLine.of(run(Map.of(UUID, 9L, "server-9-zzzzz", 1L)), List.of(row("server-1-aaaaa", 0)));
    assertThat(lines)
        .containsExactly(
            new JobLine("0f8fad5b", UUID, -1, 9, 0.9),
            new JobLine("zzzzz", "server-9-zzzzz", -1, 1, 0.1));
  }

  @Test
  void withoutAnswersThereIsNothing() {
    assertThat(JobLine.of(run(Map.of()), List.of(row("server-1-aaaaa", 0)))).isEmpty();
  }

  private static JobRun run(Map<String, Long> answers) {
    return new JobRun(
        "client", ServiceKind.CLUSTER_IP, 3000, JobRun.Phase.RUNNING, answers, "", "");
  }

  private static PodRow row(String name, int place) {
    Pod pod = new Pod(name, Optional.of("10.0.0.1"), Pod.Phase.READY, "node", 0, Instant.EPOCH);
    return new PodRow(pod, place, Standing.SERVING, "READY", 0, 0, 0, 0, 0);
  }
}
