package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.kubernetes.connect.KubeSource;
import dev.roundabout.viz.cluster.local.Delays;
import dev.roundabout.viz.cluster.local.LocalCluster;
import dev.roundabout.viz.cluster.local.LocalOptions;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.scenario.Pace;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that window and terminal share: what a session starts with, and what happens when. */
final class SessionOptions {
  @Mixin ClusterOptions cluster = new ClusterOptions();

  @Mixin private ClientOptions client = new ClientOptions();

  @Mixin private ResolveOptions resolving = new ResolveOptions();

  @Mixin ClusterChanges changes = new ClusterChanges();

  @Option(
      names = "--instant-pods",
      description = "The embedded cluster's pods start and stop without a real one's delays.")
  private boolean instantPods;

  /** Sessions of which none is started. */
  Sessions sessions(KubeSource source, Clocks clocks) {
    return sessions(source, Pace.SHORT, clocks);
  }

  /**
   * The same.
   *
   * @param pace of the experiments that can be begun in them
   */
  Sessions sessions(KubeSource source, Pace pace, Clocks clocks) {
    Clusters clusters =
        new Clusters(
            cluster,
            Clusters.known(source, clocks),
            Clusters.PROBE,
            origin -> embedded(clocks, origin));
    return new Sessions(clusters, settings(), pace, clocks);
  }

  /**
   * The embedded cluster; it is not started.
   *
   * @param origin embedded, and why it was chosen
   */
  Cluster embedded(Clocks clocks, Origin origin) {
    return new LocalCluster(
        LocalOptions.likeACluster(clocks.instants(), clocks.nanos(), RandomGenerator.getDefault())
            .withReplicas(changes.replicas())
            .withDelays(instantPods ? Delays.none() : Delays.likeACluster()),
        origin);
  }

  /** What the client under test starts with. */
  Settings settings() {
    Settings settings = Settings.initial().withDeadline(client.deadline());
    for (Timed<Action> timed : timedSettings().filter(Timed::isAtStart).toList()) {
      if (timed.value() instanceof Action.OnClient change) {
        settings = settings.after(change);
      }
    }
    return settings;
  }

  /** What happens after the start. */
  List<Script.Step> steps() {
    return Stream.of(
            timedSettings()
                .filter(timed -> !timed.isAtStart())
                .map(timed -> Script.Step.of("", timed)),
            client.bursts().map(timed -> Script.Step.of("--burst", timed)),
            resolving.steps(),
            changes.steps())
        .flatMap(steps -> steps)
        .toList();
  }

  private Stream<Timed<Action>> timedSettings() {
    return Stream.concat(client.settings(), resolving.settings());
  }
}
