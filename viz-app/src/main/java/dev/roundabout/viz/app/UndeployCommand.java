package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Demo;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the window's <em>Remove demo</em> does. */
@Command(
    name = "undeploy",
    mixinStandardHelpOptions = true,
    description = "Removes the demo: exactly what Roundabout made, by its label.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  roundabout undeploy --context minikube",
      "  roundabout undeploy --context minikube --namespace demo",
      "  roundabout undeploy --context prod --yes-change server"
    })
final class UndeployCommand implements Callable<Integer> {
  /** How long it may take to see what there is. */
  private static final Duration READING = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Machine machine;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ChangeOptions options = new ChangeOptions();

  UndeployCommand(Machine machine) {
    this.machine = machine;
  }

  /** Exit code 1 where something of it is still there afterwards. */
  @Override
  public Integer call() throws InterruptedException {
    return options.make(
        this::undeploy, machine, spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  private int undeploy(CommandCluster cluster) throws RefusedException, InterruptedException {
    cluster.upTo(READING, UndeployCommand::isKnown);
    Demo before = cluster.snapshot().cluster().api().demo();
    cluster.apply(new Action.RemoveDemo());
    boolean gone = cluster.upTo(PATIENCE, UndeployCommand::isGone);
    List<String> taken = DemoLines.taken(before, cluster.snapshot().cluster().api().demo());
    taken.forEach(spec.commandLine().getOut()::println);
    if (taken.isEmpty()) {
      spec.commandLine().getOut().println("There was nothing of the demo.");
    }
    if (!gone) {
      spec.commandLine().getErr().println("Not all of it is gone yet; pods may still be draining.");
      return ChangeOptions.FAILED;
    }
    return 0;
  }

  private static boolean isKnown(Snapshot snapshot) {
    return !snapshot.cluster().api().demo().parts().isEmpty();
  }

  private static boolean isGone(Snapshot snapshot) {
    Demo demo = snapshot.cluster().api().demo();
    return !demo.parts().isEmpty() && !demo.isRemovable();
  }
}
