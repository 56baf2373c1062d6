package dev.roundabout.viz.app;

import dev.roundabout.workload.DurationConverter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The terminal twin of the window: the same session, a line of numbers a second. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs the same without a window and prints a line a second and a summary.")
final class RunCommand implements Callable<Integer> {
  private final Machine machine;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SessionOptions options = new SessionOptions();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long to run; 30s unless given.")
  private Duration length = Duration.ofSeconds(30);

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all numbers to a file.")
  private Optional<Path> json = Optional.empty();

  RunCommand(Machine machine) {
    this.machine = machine;
  }

  /** Exit code 1 where the books do not balance or something failed in the background. */
  @Override
  public Integer call() throws InterruptedException, IOException {
    Clocks clocks = Clocks.system();
    Sessions session = options.sessions(machine.kubeconfig(), clocks);
    TerminalRun.Result result =
        new TerminalRun(clocks, spec.commandLine().getOut()).run(session, options.steps(), length);
    if (json.isPresent()) {
      RunReport.of(result.last(), result.start(), result.seconds()).write(json.get());
    }
    boolean sound =
        result.last().traffic().ledger().balances() && result.last().troubles().isEmpty();
    return sound ? 0 : 1;
  }
}
