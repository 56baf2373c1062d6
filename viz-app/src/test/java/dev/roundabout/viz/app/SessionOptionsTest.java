package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SessionOptionsTest {

  @Test
  void without_flags_it_starts_with_what_the_window_starts_with() {
    assertThat(parse().settings()).isEqualTo(Settings.initial());
    assertThat(parse().steps()).isEmpty();
  }

  @Test
  void values_without_a_time_hold_from_the_start() {
    Settings settings =
        parse(
                "--policy=pick_first",
                "--via=ClusterIP",
                "--load=64",
                "--clients=4",
                "--deadline=750ms")
            .settings();
    assertThat(settings.policy()).isEqualTo(LbPolicy.PICK_FIRST);
    assertThat(settings.service()).isEqualTo(ServiceKind.CLUSTER_IP);
    assertThat(settings.load()).isEqualTo(new Load.Concurrent(64));
    assertThat(settings.clients()).isEqualTo(4);
    assertThat(settings.deadline()).isEqualTo(Duration.ofMillis(750));
    assertThat(settings.running()).isTrue();
  }

  @Test
  void load_may_start_paused() {
    Settings settings = parse("--load=sequential", "--load=paused").settings();
    assertThat(settings.load()).isEqualTo(new Load.Sequential(Duration.ZERO));
    assertThat(settings.running()).isFalse();
  }

  @Test
  void values_with_a_time_become_steps() {
    SessionOptions options =
        parse("--scale=3", "--scale=5@10s", "--policy=pick_first@2s", "--kill=any@1m");
    assertThat(options.steps())
        .extracting(Script.Step::at)
        .containsExactlyInAnyOrder(
            Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMinutes(1));
    assertThat(options.settings().policy()).isEqualTo(LbPolicy.ROUND_ROBIN);
  }

  @Test
  void replicas_at_the_start_are_asked_of_other_clusters_alone() {
    Script.Step start = parse("--scale=2").steps().get(0);
    Instant now = Instant.EPOCH;
    ClusterInfo embedded =
        new ClusterInfo(Origin.embedded(""), "default", "server", "", "", 9090, 9090);
    ClusterInfo other =
        new ClusterInfo(
            new Origin("minikube", "", "minikube", ""), "default", "server", "", "", 9090, 9090);
    assertThat(start.choice().in(Snapshot.empty(embedded, now))).isEmpty();
    assertThat(start.choice().in(Snapshot.empty(other, now)))
        .hasValueSatisfying(action -> assertThat(action).isEqualTo(new Action.Scale(2)));
  }

  private static SessionOptions parse(String... args) {
    SessionOptions options = new SessionOptions();
    new CommandLine(options).parseArgs(args);
    return options;
  }
}
