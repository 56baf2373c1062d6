package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Demo;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  DeployCommand(Machine machine) {
    this.machine = machine;
  }

  /** Exit code 1 where the demo is not there afterwards. */
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
    return 0;
  }

  private static boolean isThere(Snapshot snapshot) {
    Demo demo = snapshot.cluster().api().demo();
    return !demo.parts().isEmpty()
        && demo.parts().stream().noneMatch(part -> part.state() == Demo.State.ABSENT);
  }
}
