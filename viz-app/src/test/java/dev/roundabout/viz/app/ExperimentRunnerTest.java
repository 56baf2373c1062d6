package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Spot;
import dev.roundabout.viz.scenario.Check;
import dev.roundabout.viz.scenario.Experiment;
import dev.roundabout.viz.scenario.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Experiments that do not go as planned, on the embedded cluster. */
class ExperimentRunnerTest {
  private static final int ENDLESS = 1;
  private static final int FAILING = 2;
  private static final int IMPOSSIBLE = 3;
  private static final int SHORT = 4;
  private static final int AGEING = 5;

  @SuppressWarnings("NullAway.Init") // before each test
  private Watched session;

  @SuppressWarnings("NullAway.Init") // before each test
  private Settings before;

  private boolean closed;

  @BeforeEach
  void begin() {
    SessionOptions options = new SessionOptions();
    new CommandLine(options).parseArgs("--instant-pods", "--load=50/s", "--policy=pick_first");
    Clocks clocks = Clocks.system();
    var cluster = options.embedded(clocks, Origin.embedded("a test"));
    Snapshot first = Snapshot.empty(cluster.info(), clocks.instants().instant());
    session = new Watched(new Session(cluster, first, options.settings(), clocks, experiments()));
    session.until(now -> now.cluster().ready() == 3 && !now.experiments().offers().isEmpty());
    before = session.now().client().settings();
  }

  @AfterEach
  void end() {
    if (!closed) {
      session.close();
    }
  }

  private static List<Experiment> experiments() {
    return List.of(
        experiment(
            ENDLESS,
            Optional.empty(),
            step(seen -> List.of(new Action.Scale(5), new Action.SetRunning(true)), false)),
        experiment(
            FAILING,
            Optional.empty(),
            step(
                seen -> {
                  throw new IllegalStateException("no such pod");
                },
                true)),
        experiment(
            AGEING,
            Optional.empty(),
            step(
                seen -> List.of(new Action.SetConnectionAge(Optional.of(ConnectionAge.DEFAULT))),
                true)),
        experiment(IMPOSSIBLE, Optional.of("not on this cluster"), step(seen -> List.of(), true)),
        experiment(
            SHORT,
            Optional.empty(),
            step(seen -> List.of(new Action.Scale(4)), true),
            step(seen -> List.of(new Action.Scale(2)), true)));
  }

  private static Experiment experiment(int number, Optional<String> obstacle, Step... steps) {
    return new Experiment(
        number,
        "a test",
        "does it end?",
        2,
        Settings.initial().withPolicy(LbPolicy.ROUND_ROBIN).withLoad(new Load.Rate(20)),
        List.of(steps),
        List.of(
            new Check(
                "it ends",
                Optional.empty(),
                Optional.empty(),
                seen -> new Check.Seen(true, "it ended", List.of()))),
        seen -> "It ended.",
        info -> obstacle,
        cluster -> Optional.empty());
  }

  private static Step step(Function<Snapshot, List<? extends Action>> actions, boolean ends) {
    return new Step(
        "step" + actions.hashCode(),
        "something happens",
        actions,
        (start, now) -> ends,
        Duration.ofHours(1),
        Duration.ZERO,
        Spot.BARS);
  }

  @Test
  void leaving_interrupts_a_step_and_puts_replicas_and_settings_back() {
    beginAndStep(ENDLESS);
    session.until(now -> now.cluster().desired() == 5);
    session.ask(new Action.NextStep());
    session.until(now -> says(now, "the step still goes on"));
    session.ask(new Action.LeaveExperiment());
    session.until(now -> isOver(now) && isAsBefore(now));
    assertThat(session.now().troubles()).isEmpty();
  }

  @Test
  void what_was_asked_for_but_not_seen_yet_is_put_back_too() {
    session.ask(new Action.BeginExperiment(ENDLESS)).until(now -> stands(now, Phase.WAITING));
    session.ask(new Action.NextStep()).ask(new Action.LeaveExperiment());
    session.until(now -> isOver(now) && isAsBefore(now));
  }

  @Test
  void the_age_of_connections_is_put_back_too() {
    beginAndStep(AGEING);
    session.until(now -> now.cluster().connectionAge().isPresent());
    session.ask(new Action.LeaveExperiment());
    session.until(now -> isOver(now) && isAsBefore(now) && now.cluster().connectionAge().isEmpty());
  }

  @Test
  void restarting_interrupts_a_step_and_sets_the_world_up_anew() {
    beginAndStep(ENDLESS);
    session.until(now -> now.cluster().desired() == 5);
    session.ask(new Action.RestartExperiment());
    session.until(now -> stands(now, Phase.WAITING));
    assertThat(run(session.now()).ends()).isEmpty();
    assertThat(session.now().cluster().desired()).isEqualTo(2);
    session.ask(new Action.LeaveExperiment()).until(now -> isOver(now) && isAsBefore(now));
  }

  @Test
  void a_failure_is_shown_and_the_world_put_back() {
    beginAndStep(FAILING);
    session.until(now -> !now.troubles().isEmpty() && isOver(now) && isAsBefore(now));
    assertThat(session.now().troubles().get(0).message()).contains("no such pod");
  }

  @Test
  void closing_the_session_ends_a_step_and_asks_for_the_world_of_before() {
    beginAndStep(ENDLESS);
    session.until(now -> now.cluster().desired() == 5);
    session.close();
    closed = true;
    assertThat(session.now().cluster().desired()).isEqualTo(3);
    assertThat(session.now().client().settings()).isEqualTo(before);
    assertThat(session.now().troubles()).isEmpty();
  }

  @Test
  void another_begins_where_one_goes_on_and_leads_back_to_the_same_world() {
    beginAndStep(ENDLESS);
    session.until(now -> now.cluster().desired() == 5);
    session.ask(new Action.BeginExperiment(SHORT));
    session.until(now -> stands(now, Phase.WAITING) && run(now).number() == SHORT);
    session.ask(new Action.NextStep()).until(now -> run(now).ends().size() == 1);
    session.ask(new Action.NextStep()).until(now -> stands(now, Phase.DONE));
    assertThat(run(session.now()).holds()).isTrue();
    session.ask(new Action.NextStep()).until(now -> says(now, "the experiment is done"));
    session.ask(new Action.LeaveExperiment()).until(now -> isOver(now) && isAsBefore(now));
  }

  @Test
  void what_cannot_be_done_says_why_and_begins_nothing() {
    session.ask(new Action.NextStep()).until(now -> says(now, "no experiment is on"));
    session
        .ask(new Action.BeginExperiment(IMPOSSIBLE))
        .until(now -> says(now, "not on this cluster"));
    session.ask(new Action.BeginExperiment(99)).until(now -> says(now, "no experiment 99"));
    assertThat(session.now().experiments().run()).isEmpty();
  }

  private void beginAndStep(int number) {
    session.ask(new Action.BeginExperiment(number)).until(now -> stands(now, Phase.WAITING));
    session.ask(new Action.NextStep());
  }

  private static boolean stands(Snapshot now, Phase phase) {
    return now.experiments().run().filter(run -> run.phase() == phase).isPresent();
  }

  private static ExperimentRun run(Snapshot now) {
    return now.experiments().run().orElseThrow();
  }

  private static boolean isOver(Snapshot now) {
    return now.experiments().run().isEmpty();
  }

  private boolean isAsBefore(Snapshot now) {
    return now.cluster().desired() == 3 && now.client().settings().equals(before);
  }

  private static boolean says(Snapshot now, String words) {
    return now.events().stream().map(Event::text).anyMatch(text -> text.contains(words));
  }
}
