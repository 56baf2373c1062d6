package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.kubernetes.KubeSource;
import dev.roundabout.viz.cluster.local.Delays;
import dev.roundabout.viz.cluster.local.LocalCluster;
import dev.roundabout.viz.cluster.local.LocalOptions;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.workload.DurationConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that window and terminal share: what a session starts with, and what happens when. */
final class SessionOptions {
  private static final int INITIAL_REPLICAS = 3;

  @Mixin ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--scale",
      paramLabel = "N[@TIME]",
      converter = Timed.Scale.class,
      description =
          "Replicas, 0 to 200; the embedded cluster has 3 at the start. May be repeated: --scale"
              + " 5@10s.")
  private List<Timed<Action>> scale = new ArrayList<>();

  @Option(
      names = "--policy",
      paramLabel = "NAME[@TIME]",
      converter = Timed.Policy.class,
      description = "pick_first or round_robin (at the start). May be repeated.")
  private List<Timed<Action>> policy = new ArrayList<>();

  @Option(
      names = "--via",
      paramLabel = "KIND[@TIME]",
      converter = Timed.Service.class,
      description = "Service to call: clusterip or headless (at the start). May be repeated.")
  private List<Timed<Action>> via = new ArrayList<>();

  @Option(
      names = "--load",
      paramLabel = "LOAD[@TIME]",
      converter = Timed.Sending.class,
      description =
          "N/s (open loop; 200/s at the start), N (calls in flight per client), sequential,"
              + " new-connection (sequential, each call over a connection of its own), paused or"
              + " running. May be repeated.")
  private List<Timed<Action>> load = new ArrayList<>();

  @Option(
      names = "--autoscale",
      paramLabel = "MIN-MAX|off[@TIME]",
      converter = Timed.Autoscaler.class,
      description =
          "The embedded cluster scales by CPU, and limits that of its pods to 200m each. May be"
              + " repeated.")
  private List<Timed<Action>> autoscale = new ArrayList<>();

  @Option(
      names = "--clients",
      paramLabel = "N[@TIME]",
      converter = Timed.Clients.class,
      description = "Channels side by side, 1 (at the start) to 16. May be repeated.")
  private List<Timed<Action>> clients = new ArrayList<>();

  @Option(
      names = "--work",
      paramLabel = "TIME[@TIME]",
      converter = Timed.Work.class,
      description =
          "CPU time that the server uses for each call, such as 10ms; up to 10s. May be repeated.")
  private List<Timed<Action>> work = new ArrayList<>();

  @Mixin private ResolveOptions resolving = new ResolveOptions();

  @Mixin private GrpcOptions grpc = new GrpcOptions();

  @Option(
      names = "--burst",
      paramLabel = "N@TIME",
      converter = Timed.Burst.class,
      description = "Sends N calls beside the load. May be repeated.")
  private List<Timed<Action>> burst = new ArrayList<>();

  @Option(
      names = "--delete",
      paramLabel = "POD@TIME",
      converter = Timed.PodName.class,
      description = "Deletes a pod by its short name, or 'any' that serves. May be repeated.")
  private List<Timed<String>> delete = new ArrayList<>();

  @Option(
      names = "--kill",
      paramLabel = "POD@TIME",
      converter = Timed.PodName.class,
      description = "Kills a pod at once, its connections are reset. May be repeated.")
  private List<Timed<String>> kill = new ArrayList<>();

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Deadline of every call; 5s unless given.")
  private Duration deadline = Settings.initial().deadline();

  @Option(
      names = "--instant-pods",
      description = "The embedded cluster's pods start and stop without a real one's delays.")
  private boolean instantPods;

  /** Sessions of which none is started. */
  Sessions sessions(KubeSource source, Clocks clocks) {
    Clusters clusters =
        new Clusters(
            cluster,
            Clusters.known(source, clocks),
            Clusters.PROBE,
            origin -> embedded(clocks, origin));
    return new Sessions(clusters, settings(), clocks);
  }

  /**
   * The embedded cluster; it is not started.
   *
   * @param origin embedded, and why it was chosen
   */
  Cluster embedded(Clocks clocks, Origin origin) {
    return new LocalCluster(
        LocalOptions.likeACluster(clocks.instants(), clocks.nanos(), RandomGenerator.getDefault())
            .withReplicas(replicas())
            .withDelays(instantPods ? Delays.none() : Delays.likeACluster()),
        origin);
  }

  /** What the client under test starts with. */
  Settings settings() {
    Settings settings = Settings.initial().withDeadline(deadline);
    for (Timed<Action> timed : timedActions().filter(Timed::isAtStart).toList()) {
      if (timed.value() instanceof Action.OnClient change) {
        settings = settings.after(change);
      }
    }
    return settings;
  }

  /** What happens after the start. */
  List<Script.Step> steps() {
    List<Script.Step> steps = new ArrayList<>();
    scale.stream().filter(Timed::isAtStart).forEach(timed -> steps.add(scaledAtStart(timed)));
    Stream.of(
            timedActions().filter(timed -> !timed.isAtStart()),
            burst.stream(),
            autoscale.stream(),
            resolving.asked())
        .flatMap(Function.identity())
        .forEach(timed -> steps.add(Script.Step.of(timed)));
    grpc.pods().forEach(steps::add);
    delete.forEach(timed -> steps.add(Script.Step.kill(timed, false)));
    kill.forEach(timed -> steps.add(Script.Step.kill(timed, true)));
    return steps;
  }

  /** The embedded cluster has its replicas from the start; another one has to be asked. */
  private static Script.Step scaledAtStart(Timed<Action> timed) {
    return new Script.Step(
        timed.at(),
        snapshot ->
            Optional.of(timed.value())
                .filter(scale -> !snapshot.cluster().info().origin().isEmbedded()));
  }

  private int replicas() {
    return scale.stream()
        .filter(Timed::isAtStart)
        .map(timed -> ((Action.Scale) timed.value()).replicas())
        .reduce(INITIAL_REPLICAS, (earlier, later) -> later);
  }

  private Stream<Timed<Action>> timedActions() {
    return Stream.of(
            Stream.of(scale, policy, via, load, work, clients).flatMap(List::stream),
            resolving.settings(),
            grpc.settings())
        .flatMap(Function.identity());
  }
}
