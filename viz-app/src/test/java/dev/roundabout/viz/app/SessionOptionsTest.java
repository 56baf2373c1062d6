package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Autoscaling;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
                "--work=10ms",
                "--deadline=750ms")
            .settings();
    assertThat(settings.policy()).isEqualTo(LbPolicy.PICK_FIRST);
    assertThat(settings.service()).isEqualTo(ServiceKind.CLUSTER_IP);
    assertThat(settings.load()).isEqualTo(new Load.Concurrent(64));
    assertThat(settings.clients()).isEqualTo(4);
    assertThat(settings.work()).isEqualTo(Duration.ofMillis(10));
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
  void autoscaling_is_asked_for_with_its_bounds() {
    List<Action> asked = actions(parse("--autoscale=2-4", "--autoscale=off@9s"));
    assertThat(asked)
        .containsExactly(
            new Action.SetAutoscaler(Optional.of(new Autoscaling(2, 4))),
            new Action.SetAutoscaler(Optional.empty()));
    assertThatThrownBy(() -> parse("--autoscale=3"))
        .hasMessageContaining("'3' is not a range like 2-10, nor off");
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
    assertThat(start.choice().in(Snapshot.empty(embedded, now)))
        .isEqualTo(new Script.Due.Nothing());
    assertThat(start.choice().in(Snapshot.empty(other, now)))
        .isEqualTo(new Script.Due.Act(new Action.Scale(2)));
  }

  @Test
  void the_way_of_re_resolving_is_set_for_all_and_for_single_clients() {
    SessionOptions options =
        parse(
            "--clients=2",
            "--resolve=poll",
            "--resolve=2:watch",
            "--gate=0s",
            "--poll=200ms",
            "--resolve=max-connection-age@10s",
            "--resolve-now=@3s",
            "--max-connection-age=5s@20s");
    assertThat(options.settings().resolving())
        .isEqualTo(
            new Resolving(
                ResolverMode.POLL_DNS,
                Map.of(2, ResolverMode.WATCH_ENDPOINTS),
                Duration.ZERO,
                Duration.ofMillis(200)));
    assertThat(actions(options))
        .containsExactlyInAnyOrder(
            new Action.SetResolver(ResolverMode.MAX_CONNECTION_AGE),
            new Action.ResolveNow(),
            new Action.SetConnectionAge(Optional.of(ConnectionAge.DEFAULT)));
  }

  @Test
  void calls_of_an_aged_connection_get_the_grace_that_was_given() {
    Optional<Duration> grace = Optional.of(Duration.ofMillis(1500));
    assertThat(actions(parse("--max-connection-age=9s", "--max-connection-age-grace=1500ms")))
        .containsExactly(
            new Action.SetConnectionAge(
                Optional.of(new ConnectionAge(Duration.ofSeconds(9), grace))));
    assertThat(actions(parse("--max-connection-age-grace=off", "--max-connection-age=9s@2s")))
        .containsExactly(
            new Action.SetConnectionAge(
                Optional.of(new ConnectionAge(Duration.ofSeconds(9), Optional.empty()))));
  }

  @Test
  void grpcs_own_answers_and_streams_are_settings() {
    Settings settings =
        parse(
                "--switch=retryPolicy=on",
                "--switch=keepalive=on",
                "--switch=keepalive=off",
                "--streams=12")
            .settings();
    assertThat(settings.switches()).containsExactly(GrpcSwitch.RETRY);
    assertThat(settings.streams()).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--resolve=sometimes",
        "--resolve=17:watch",
        "--resolve=two:watch",
        "--gate=61s",
        "--poll=10ms",
        "--resolve-now=5s",
        "--max-connection-age=0s",
        "--switch=keepalive",
        "--switch=keepalive=maybe",
        "--switch=nothing=on",
        "--streams=201"
      })
  void what_cannot_be_is_a_usage_error(String flag) {
    assertThatThrownBy(() -> parse(flag)).isInstanceOf(CommandLine.ParameterException.class);
  }

  private static List<Action> actions(SessionOptions options) {
    Snapshot nothing =
        Snapshot.empty(
            new ClusterInfo(Origin.embedded(""), "default", "server", "", "", 9090, 9090),
            Instant.EPOCH);
    List<Action> actions = new ArrayList<>();
    options.steps().stream()
        .map(step -> step.choice().in(nothing))
        .filter(Script.Due.Act.class::isInstance)
        .forEach(due -> actions.add(((Script.Due.Act) due).action()));
    return actions;
  }

  private static SessionOptions parse(String... args) {
    SessionOptions options = new SessionOptions();
    new CommandLine(options).parseArgs(args);
    return options;
  }
}
