package dev.roundabout.viz.app;

import dev.roundabout.viz.app.Clusters.Plan;
import dev.roundabout.viz.client.OneCall;
import dev.roundabout.viz.cluster.kubernetes.Check;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks beforehand all that Roundabout needs of a cluster; changes nothing. */
@Command(
    name = "preflight",
    mixinStandardHelpOptions = true,
    description = "Checks all that is needed of a cluster, a line each, with what to do.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  roundabout preflight",
      "  roundabout preflight --context minikube --namespace demo",
      "  roundabout preflight --context prod --deployment web --port 8080"
    })
final class PreflightCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Machine machine;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ClusterOptions options = new ClusterOptions();

  PreflightCommand(Machine machine) {
    this.machine = machine;
  }

  /** Exit code 1 where something is missing. */
  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (options.isLocal()) {
      err.println("--local: the embedded cluster needs no check.");
      return ChangeOptions.WRONG_FLAGS;
    }
    Clusters clusters = ChangeOptions.clusters(options, machine, Clocks.system());
    try {
      Plan plan = clusters.asked();
      out.println(plan.target().context() + ":");
      boolean good =
          clusters.preflight(
              plan, route -> OneCall.answer(route, PATIENCE), check -> print(check, out));
      return good ? 0 : ChangeOptions.FAILED;
    } catch (IOException e) {
      err.println(e.getMessage());
      return ChangeOptions.FAILED;
    }
  }

  private static void print(Check check, PrintWriter out) {
    out.printf(Locale.ROOT, "%-4s %s: %s%n", result(check), check.name(), check.detail());
    if (!check.nextStep().isEmpty()) {
      out.println("     → " + check.nextStep());
    }
    out.flush();
  }

  /** What one can do without is no failure, and not well either. */
  private static String result(Check check) {
    if (!check.ok()) {
      return "FAIL";
    }
    return check.nextStep().isEmpty() ? "ok" : "warn";
  }
}
