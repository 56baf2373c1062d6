package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that change the cluster while a session looks at it. */
final class ClusterChanges {
  private static final int INITIAL_REPLICAS = 3;

  @Option(
      names = "--scale",
      paramLabel = "N[@TIME]",
      converter = Timed.Scale.class,
      description =
          "Replicas, 0 to 200; the embedded cluster has 3 at the start. May be repeated: --scale"
              + " 5@10s.")
  private List<Timed<Action>> scale = new ArrayList<>();

  @Option(
      names = "--autoscale",
      paramLabel = "MIN-MAX|off[@TIME]",
      converter = Timed.Autoscaler.class,
      description =
          "The embedded cluster scales by CPU, and limits that of its pods to 200m each. May be"
              + " repeated.")
  private List<Timed<Action>> autoscale = new ArrayList<>();

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
      description =
          "Kills a pod at once, by its short name, or 'any' that serves; its connections are reset."
              + " May be repeated.")
  private List<Timed<String>> kill = new ArrayList<>();

  @Option(
      names = "--freeze",
      paramLabel = "POD@TIME",
      converter = Timed.PodName.class,
      description =
          "Freezes a pod by its short name, or 'any' that serves: it accepts and never answers. May"
              + " be repeated.")
  private List<Timed<String>> freeze = new ArrayList<>();

  @Option(
      names = "--thaw",
      paramLabel = "POD@TIME",
      converter = Timed.PodName.class,
      description = "Lets a frozen pod go on, by its short name, or 'any'. May be repeated.")
  private List<Timed<String>> thaw = new ArrayList<>();

  @Mixin Unlocking unlocking = new Unlocking();

  /** What the embedded cluster starts with. */
  int replicas() {
    return scale.stream()
        .filter(Timed::isAtStart)
        .map(timed -> ((Action.Scale) timed.value()).replicas())
        .reduce(INITIAL_REPLICAS, (earlier, later) -> later);
  }

  /** The changes in the order in which their flags are listed. */
  Stream<Script.Step> steps() {
    return Stream.of(
            scale.stream().map(ClusterChanges::scaled),
            autoscale.stream().map(timed -> Script.Step.of("--autoscale", timed)),
            freeze.stream().map(ClusterChanges::frozen),
            thaw.stream().map(ClusterChanges::thawed),
            delete.stream().map(pod -> killed("--delete", pod, false)),
            kill.stream().map(pod -> killed("--kill", pod, true)))
        .flatMap(steps -> steps);
  }

  /** The embedded cluster has its replicas from the start; another one has to be asked. */
  private static Script.Step scaled(Timed<Action> timed) {
    Script.Step step = Script.Step.of("--scale", timed);
    return timed.isAtStart() ? step.unlessEmbedded() : step;
  }

  private static Script.Step frozen(Timed<String> pod) {
    return Script.Step.onPod(
        "--freeze",
        pod,
        row -> row.standing() == Standing.SERVING && !row.pod().frozen(),
        name -> new Action.Freeze(name, true));
  }

  private static Script.Step thawed(Timed<String> pod) {
    return Script.Step.onPod(
        "--thaw", pod, ClusterChanges::isFrozen, name -> new Action.Freeze(name, false));
  }

  private static boolean isFrozen(PodRow row) {
    return row.pod().frozen();
  }

  private static Script.Step killed(String flag, Timed<String> pod, boolean hard) {
    return Script.Step.onPod(
        flag, pod, row -> row.standing() == Standing.SERVING, name -> new Action.Kill(name, hard));
  }
}
