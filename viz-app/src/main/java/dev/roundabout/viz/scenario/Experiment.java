package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.Experiments.Offer;
import dev.roundabout.viz.model.Guard;
import dev.roundabout.viz.model.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An experiment as data.
 *
 * @param number by which it is asked for, from 1
 * @param title a few words
 * @param question that it answers
 * @param replicas of the Deployment at the start
 * @param client what the client is set to at the start; its load is paused
 * @param steps what happens, in order
 * @param checks what must be seen when all steps are done
 * @param found a sentence that says what was found, where all checks hold
 * @param obstacle why it cannot be done on a kind of cluster; empty where it can
 * @param need what the cluster lacks for it now, and what to do about it; empty where it lacks
 *     nothing
 */
public record Experiment(
    int number,
    String title,
    String question,
    int replicas,
    Settings client,
    List<Step> steps,
    List<Check> checks,
    Function<Evidence, String> found,
    Function<ClusterInfo, Optional<String>> obstacle,
    Function<ClusterState, Optional<String>> need) {

  public Experiment {
    steps = List.copyOf(steps);
    checks = List.copyOf(checks);
    client = client.withRunning(false);
  }

  Experiment(
      int number,
      String title,
      String question,
      int replicas,
      Settings client,
      List<Step> steps,
      List<Check> checks,
      Function<Evidence, String> found) {
    this(
        number,
        title,
        question,
        replicas,
        client,
        steps,
        checks,
        found,
        info -> Optional.empty(),
        cluster -> Optional.empty());
  }

  /** Why it cannot be done on this cluster now, and what to do about it; empty where it can. */
  public Optional<String> obstacleOn(ClusterState cluster) {
    Guard guard = cluster.api().guard();
    return guard.locked()
        ? Optional.of("the cluster is read-only: " + guard.why())
        : cluster
            .noDeployment()
            .or(() -> obstacle.apply(cluster.info()))
            .or(() -> need.apply(cluster));
  }

  /** As it is offered on a kind of cluster. */
  public Offer offer(ClusterInfo info) {
    return new Offer(number, title, question, obstacle.apply(info));
  }

  /** As a person sees it when it begins. */
  public ExperimentRun run(Instant begun) {
    return new ExperimentRun(
        number,
        title,
        question,
        begun,
        steps.stream().map(step -> new ExperimentRun.Step(step.line(), step.spot())).toList(),
        checks.stream().map(this::expected).toList(),
        ExperimentRun.Phase.SETTING_UP,
        List.of(),
        List.of(),
        Optional.empty());
  }

  private ExperimentRun.Expected expected(Check check) {
    return new ExperimentRun.Expected(
        check.expected(), check.article(), stepsBefore(check), Optional.empty());
  }

  /** How many steps are over when a check can be judged. */
  int stepsBefore(Check check) {
    return check
        .by()
        .map(name -> steps.stream().map(Step::name).toList().indexOf(name) + 1)
        .orElse(steps.size());
  }

  /** The same, where the cluster has what it needs. */
  Experiment needing(Function<ClusterState, Optional<String>> value) {
    return new Experiment(
        number, title, question, replicas, client, steps, checks, found, obstacle, value);
  }
}
