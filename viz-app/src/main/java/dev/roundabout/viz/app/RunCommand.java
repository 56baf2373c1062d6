package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

  @Option(
      names = "--width",
      paramLabel = "COLUMNS",
      converter = WholeNumber.Columns.class,
      description =
          "Of the lines; COLUMNS of the environment unless given, else the terminal's own, else"
              + " 80.")
  private Optional<Integer> width = Optional.empty();

  RunCommand(Machine machine) {
    this.machine = machine;
  }

  /**
   * Exit code 1 where not one call was answered, the books do not balance or something failed in
   * the background; 2 where the cluster may not be changed as the flags want it.
   */
  @Override
  public Integer call() throws InterruptedException, IOException {
    json.ifPresent(file -> new OutputFile(JSON, file).check(spec));
    checkTimes();
    Clocks clocks = Clocks.system();
    TerminalRun run =
        new TerminalRun(clocks, spec.commandLine().getOut(), width.orElseGet(this::width));
    try {
      TerminalRun.Result result =
          run.run(
              options.sessions(machine.kubeconfig(), clocks),
              options.steps(),
              length,
              options.changes.unlocking);
      if (json.isPresent()) {
        RunReport.of(result).write(new OutputFile(JSON, json.get()));
      }
      List<String> errors = errors(result.last());
      errors.forEach(spec.commandLine().getErr()::println);
      return errors.isEmpty() ? 0 : ChangeOptions.FAILED;
    } catch (RefusedException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ChangeOptions.WRONG_FLAGS;
    }
  }

  private int width() {
    return machine.columns().orElseGet(() -> spec.usageMessage().autoWidth(true).width());
  }

  private List<String> errors(Snapshot last) {
    List<String> errors = new ArrayList<>();
    Ledger ledger = last.traffic().ledger();
    last.troubles().forEach(trouble -> errors.add(trouble.what() + ": " + trouble.message()));
    if (!ledger.balances()) {
      errors.add("The books do not balance.");
    }
    boolean asked = ledger.sent() > 0 || options.settings().running();
    if (errors.isEmpty() && asked && ledger.ok() == 0) {
      errors.add("Not one call was answered.");
    }
    return errors;
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
