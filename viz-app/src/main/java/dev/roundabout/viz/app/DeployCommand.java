package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.Demo;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Target;
import dev.roundabout.viz.model.pasted.PastedLine;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the window's <em>Deploy demo</em> does. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    description = "Deploys the demo: a Deployment, its Services, and what they need.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  roundabout deploy --context minikube",
      "  roundabout deploy --context prod --namespace demo --yes-change server",
      "  roundabout deploy --image registry.example.com/me/roundabout-workload:1.0"
    })
final class DeployCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A pod does not leave these by waiting. */
  private static final Set<Pod.Phase> STUCK =
      EnumSet.of(Pod.Phase.IMAGE_PULL, Pod.Phase.BACK_OFF, Pod.Phase.FAILED);

  private final Machine machine;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ChangeOptions options = new ChangeOptions();

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description =
          "Of the servers, e.g. from a registry of your own; the one that they run already, or else"
              + " the manifests' own, unless given.")
  private Optional<String> image = Optional.empty();

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      converter = LongerThanZero.class,
      description = "How long the pods may take to get ready; 2m unless given.")
  private Duration patience = Duration.ofMinutes(2);

  DeployCommand(Machine machine) {
    this.machine = machine;
  }

  /** Exit code 1 where the demo is not there afterwards, or its pods do not get ready. */
  @Override
  public Integer call() throws InterruptedException {
    if (image.filter(String::isBlank).isPresent()) {
      spec.commandLine().getErr().println("--image names no image.");
      return ChangeOptions.WRONG_FLAGS;
    }
    return options.make(
        this::deploy, machine, spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  private int deploy(CommandCluster cluster) throws RefusedException, InterruptedException {
    cluster.apply(new Action.DeployDemo(image.map(String::strip)));
    boolean there = cluster.upTo(PATIENCE, DeployCommand::isThere);
    DemoLines.of(cluster.snapshot()).forEach(spec.commandLine().getOut()::println);
    Snapshot now = cluster.snapshot();
    now.cluster()
        .api()
        .demo()
        .warnings(now.cluster().info())
        .forEach(spec.commandLine().getErr()::println);
    if (!there) {
      spec.commandLine().getErr().println("Not all of it is there yet; look again with preflight.");
      return ChangeOptions.FAILED;
    }
    return untilReady(cluster);
  }

  /** Says each time how far the pods are; a node that cannot get the image ends it. */
  private int untilReady(CommandCluster cluster) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    String[] said = {""};
    boolean decided =
        cluster.upTo(
            patience,
            snapshot -> {
              String line = progress(snapshot.cluster());
              if (!line.equals(said[0])) {
                said[0] = line;
                out.println(line);
                out.flush();
              }
              return isReady(snapshot.cluster()) || stuck(snapshot.cluster()).isPresent();
            });
    ClusterState now = cluster.snapshot().cluster();
    if (decided && isReady(now)) {
      out.println("Next: " + next(now.info()));
      return 0;
    }
    spec.commandLine().getErr().println(stuck(now).orElseGet(() -> waiting(now)));
    return ChangeOptions.FAILED;
  }

  private static String progress(ClusterState cluster) {
    return "  %d of %d pods ready".formatted(cluster.ready(), cluster.desired());
  }

  private static boolean isReady(ClusterState cluster) {
    return cluster.desired() > 0 && cluster.ready() >= cluster.desired();
  }

  /** Why pods cannot get ready by themselves. */
  private static Optional<String> stuck(ClusterState cluster) {
    return cluster.seats().stream()
        .map(Seat::pod)
        .filter(pod -> STUCK.contains(pod.phase()))
        .findFirst()
        .map(
            pod ->
                "The pods cannot get ready: "
                    + pod.name()
                    + " is in "
                    + pod.phase().words()
                    + Stream.of(pod.note(), pod.help())
                        .filter(text -> !text.isEmpty())
                        .map(text -> ": " + text)
                        .collect(Collectors.joining()));
  }

  private String waiting(ClusterState cluster) {
    return "Only %d of %d pods got ready within %d s; look again with preflight, or give a longer --patience."
        .formatted(cluster.ready(), cluster.desired(), patience.toSeconds());
  }

  private static String next(ClusterInfo info) {
    return PastedLine.of(info.origin())
        .roundabout(info.namespace(), "window", "--deployment=" + Target.DEMO);
  }

  private static boolean isThere(Snapshot snapshot) {
    Demo demo = snapshot.cluster().api().demo();
    return !demo.parts().isEmpty()
        && demo.parts().stream().noneMatch(part -> part.state() == Demo.State.ABSENT);
  }
}
