package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.scenario.Pace;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Spec;

/** Opens the window; where that cannot be, shows the same in the terminal for a while. */
@Command(
    name = "window",
    mixinStandardHelpOptions = true,
    description = "Opens the window (what happens without a subcommand).",
    footerHeading = "%nExamples:%n",
    footer = {
      "  roundabout window --local --scale 5@4s",
      "  roundabout window --context minikube --theme light --type 125",
      "  roundabout window --snapshot picture.png --after 12s --exit"
    })
final class WindowCommand implements Callable<Integer> {
  private static final Duration DEMONSTRATION = Duration.ofSeconds(30);

  /** Nobody asked for it, so nothing but the embedded cluster is scaled. */
  private static final Script.Step DEMONSTRATION_SCALES =
      new Script.Step(
          "",
          Duration.ofSeconds(10),
          false,
          snapshot ->
              snapshot.cluster().info().origin().isEmbedded()
                  ? new Script.Due.Act(new Action.Scale(5))
                  : new Script.Due.Nothing());

  private final Machine machine;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private WindowOptions options = new WindowOptions();

  WindowCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws InterruptedException {
    return open(options, machine, spec);
  }

  /** Exit code 1 where a picture was asked for and no window can be opened to take it from. */
  static int open(WindowOptions options, Machine machine, CommandSpec spec)
      throws InterruptedException {
    options.check(spec);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Display display = Display.ofThisMachine();
    Optional<String> obstacle = display.obstacle();
    if (obstacle.isPresent()) {
      return withoutWindow(options, machine, obstacle.get(), out, err);
    }
    Clocks clocks = Clocks.system();
    try (Sessions session = options.session.sessions(machine.kubeconfig(), Pace.TO_WATCH, clocks)) {
      return new VizApp(session, options, clocks, out, err).run();
    } catch (UnsupportedOperationException e) {
      return withoutWindow(options, machine, display.explain(e.toString()), out, err);
    }
  }

  private static int withoutWindow(
      WindowOptions options, Machine machine, String why, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    err.println(why);
    if (options.snapshot.isPresent()) {
      return 1;
    }
    err.println("  The same in the terminal, for " + DEMONSTRATION.toSeconds() + " s:");
    err.flush();
    List<Script.Step> steps = new ArrayList<>(options.session.steps());
    if (steps.isEmpty()) {
      steps.add(DEMONSTRATION_SCALES);
    }
    Clocks clocks = Clocks.system();
    try {
      new TerminalRun(clocks, out, machine.columns().orElse(UsageMessageSpec.DEFAULT_USAGE_WIDTH))
          .run(
              options.session.sessions(machine.kubeconfig(), clocks),
              steps,
              DEMONSTRATION,
              options.session.changes.unlocking);
      return 0;
    } catch (RefusedException e) {
      err.println(e.getMessage());
      return ChangeOptions.WRONG_FLAGS;
    }
  }
}
