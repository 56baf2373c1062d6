package dev.roundabout.viz.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The terminal twin of the window: the same session, a line of numbers a second. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs the same without a window and prints a line a second and a summary.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  roundabout run --for 30s --scale 5@10s --kill any@20s",
      "  roundabout run --resolve poll --poll 500ms --scale 5@5s --json run.json",
      "  roundabout run --context prod --load 50/s --scale 4@10s --yes-change server"
    })
final class RunCommand implements Callable<Integer> {
  private static final String JSON = "--json";

  private final Machine machine;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SessionOptions options = new SessionOptions();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = LongerThanZero.class,
      description = "How long to run; 30s unless given.")
  private Duration length = Duration.ofSeconds(30);

  @Option(names = JSON, paramLabel = "FILE", description = "Writes all numbers to a file.")
  private Optional<Path> json = Optional.empty();

  RunCommand(Machine machine) {
    this.machine = machine;
  }

  /** Exit code 1 where the books do not balance or something failed in the background. */
  @Override
  public Integer call() throws InterruptedException, IOException {
    json.ifPresent(file -> new OutputFile(JSON, file).check(spec));
    checkTimes();
    Clocks clocks = Clocks.system();
    Sessions session = options.sessions(machine.kubeconfig(), clocks);
    TerminalRun.Result result =
        new TerminalRun(clocks, spec.commandLine().getOut()).run(session, options.steps(), length);
    if (json.isPresent()) {
      RunReport.of(result.last(), result.start(), result.seconds())
          .write(new OutputFile(JSON, json.get()));
    }
    boolean sound =
        result.last().traffic().ledger().balances() && result.last().troubles().isEmpty();
    return sound ? 0 : 1;
  }

  /** What would come after the end would never come. */
  private void checkTimes() {
    for (OptionSpec option : spec.options()) {
      if (option.getValue() instanceof List<?> values) {
        values.stream()
            .filter(value -> value instanceof Timed<?> timed && timed.at().compareTo(length) > 0)
            .findFirst()
            .ifPresent(late -> refuse(option.longestName(), (Timed<?>) late));
      }
    }
  }

  private void refuse(String flag, Timed<?> late) {
    throw FlagErrors.wrong(
        spec,
        flag,
        flag
            + " "
            + late.text()
            + " comes after the end of the run: it lasts "
            + length.toMillis() / 1000.0
            + " s; give a longer --for");
  }
}
