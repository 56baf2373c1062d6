package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.scenario.Pace;
import dev.roundabout.viz.scenario.Scenarios;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StepThroughTest {
  private static final Pace QUICK = new Pace(300, 100, Duration.ofMillis(600), Duration.ZERO);

  @Test
  void it_stops_at_the_place_that_was_asked_for_and_goes_on_to_the_verdict() {
    SessionOptions options = new SessionOptions();
    new CommandLine(options).parseArgs("--instant-pods");
    Clocks clocks = Clocks.system();
    var cluster = options.embedded(clocks, Origin.embedded("a test"));
    Snapshot first = Snapshot.empty(cluster.info(), clocks.instants().instant());
    try (Watched session =
        new Watched(
            new Session(cluster, first, options.settings(), clocks, Scenarios.all(QUICK)))) {
      StepThrough one = new StepThrough(4, 1, session::now, session::ask);
      session.until(now -> one.isThere());
      assertThat(run(session).phase()).isEqualTo(Phase.WAITING);
      assertThat(run(session).ends()).hasSize(1);
      assertThat(one.isThere()).as("nothing more is asked for").isTrue();
      assertThat(run(session).ends()).hasSize(1);

      StepThrough all = new StepThrough(4, 2, session::now, session::ask);
      session.ask(new Action.RestartExperiment());
      session.until(now -> now.experiments().run().filter(on -> on.ends().isEmpty()).isPresent());
      session.until(now -> all.isThere());
      assertThat(run(session).phase()).isEqualTo(Phase.DONE);
    }
  }

  private static ExperimentRun run(Watched session) {
    return session.now().experiments().run().orElseThrow();
  }
}
