package dev.roundabout.viz.app;

import dev.roundabout.viz.app.ExperimentsReport.Done;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Verdict;
import dev.roundabout.viz.scenario.Course;
import dev.roundabout.viz.scenario.Experiment;
import dev.roundabout.viz.scenario.Pace;
import dev.roundabout.viz.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the experiments one after another and says what was seen beside what was expected. */
@Command(
    name = "experiments",
    mixinStandardHelpOptions = true,
    description =
        "Runs the article's experiments, and the ones it should have had, on a cluster; exit code 1"
            + " where a check fails.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  roundabout experiments --list",
      "  roundabout experiments --local --only 3,5 --as-published",
      "  roundabout experiments --context prod --yes-change server --report seen.html"
    })
final class ExperimentsCommand implements Callable<Integer> {
  private final Machine machine;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SessionOptions options = new SessionOptions();

  @Mixin private ReportOptions reports = new ReportOptions();

  @Option(
      names = "--only",
      paramLabel = "N[,N...]",
      hideParamSyntax = true,
      split = ",",
      description = "Some of them, by their numbers; all unless given.")
  private List<Integer> only = new ArrayList<>();

  @Option(
      names = "--as-published",
      description = "As long as in the article; shortened unless given.")
  private boolean asPublished;

  @Option(names = "--list", description = "Lists them and runs none.")
  private boolean list;

  ExperimentsCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    List<Experiment> chosen = chosen(Scenarios.all(asPublished ? Pace.AS_PUBLISHED : Pace.SHORT));
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      chosen.forEach(each -> out.println(title(each) + "\n    " + each.question()));
      return 0;
    }
    reports.check(spec);
    checkChanges();
    Clocks clocks = Clocks.system();
    Waiting waiting = new Waiting(clocks);
    try (Sessions sessions = options.sessions(machine.kubeconfig(), clocks)) {
      sessions.start();
      waiting.until("a cluster", sessions::isOpen);
      out.println(TerminalTable.which(sessions.snapshot().cluster().info()));
      Optional<String> obstacle = obstacle(sessions, waiting);
      if (obstacle.isPresent()) {
        spec.commandLine().getErr().println("Nothing was done: " + obstacle.get());
        return ChangeOptions.FAILED;
      }
      Instant begun = clocks.instants().instant();
      Sampling lab = new Sampling(new SessionLab(sessions::snapshot, sessions::submit, waiting));
      List<Done> done = new ArrayList<>();
      for (Experiment experiment : chosen) {
        done.add(run(experiment, lab, out, clocks.instants()));
      }
      ExperimentsReport report = report(lab.now().cluster().info(), begun, clocks, done);
      out.println();
      out.println(report.tally());
      reports.write(report, out);
      return report.holds() ? 0 : 1;
    }
  }

  /** An experiment makes its own changes, at its own times. */
  private void checkChanges() {
    options.steps().stream()
        .filter(step -> step.changesCluster() && !step.at().isZero())
        .findFirst()
        .ifPresent(
            step -> {
              throw new ParameterException(
                  spec.commandLine(), step.flag() + ": experiments make their own changes");
            });
  }

  private ExperimentsReport report(ClusterInfo info, Instant begun, Clocks clocks, List<Done> done)
      throws IOException {
    return new ExperimentsReport(
        Main.Version.read(),
        Main.Version.grpc(),
        Runtime.version().toString(),
        String.join(
            " ",
            System.getProperty("os.name", "unknown"),
            System.getProperty("os.version", ""),
            System.getProperty("os.arch", "")),
        asPublished ? "as published" : "short",
        ExperimentsReport.Cluster.of(info),
        begun,
        clocks.instants().instant(),
        done);
  }

  /** Why there is no point in beginning, and what to do about it. */
  private Optional<String> obstacle(Sessions sessions, Waiting waiting)
      throws InterruptedException {
    Optional<String> locked = options.changes.unlocking.obstacle(sessions, waiting);
    return sessions
        .failure()
        .or(() -> locked)
        .or(
            () ->
                sessions
                    .snapshot()
                    .cluster()
                    .noDeployment()
                    .map(said -> said + "; name another with --deployment, or deploy the demo"));
  }

  private List<Experiment> chosen(List<Experiment> all) {
    for (int number : only) {
      if (all.stream().noneMatch(each -> each.number() == number)) {
        throw FlagErrors.wrong(
            spec, "--only", "there is no experiment " + number + "; --list shows all");
      }
    }
    return all.stream().filter(each -> only.isEmpty() || only.contains(each.number())).toList();
  }

  @SuppressWarnings("try") // an interrupt while things are put back ends the command
  private static Done run(Experiment experiment, Sampling lab, PrintWriter out, InstantSource clock)
      throws InterruptedException {
    Instant begun = clock.instant();
    out.println();
    out.println(title(experiment));
    out.println("    " + experiment.question());
    Optional<String> obstacle = experiment.obstacleOn(lab.now().cluster());
    if (obstacle.isPresent()) {
      out.println("    not done here: " + obstacle.get());
      return ExperimentRecord.notDone(experiment, obstacle.get());
    }
    try (Course course = new Course(experiment, lab)) {
      course.begin();
      lab.restart();
      while (course.next().isPresent()) {
        out.println("  · " + course.next().get().line());
        out.flush();
        course.step();
      }
      List<Verdict> verdicts = course.verdicts();
      out.println("  " + course.found(verdicts));
      verdicts.forEach(verdict -> print(verdict, out));
      return ExperimentRecord.done(
          experiment, course.evidence(), verdicts, lab, Duration.between(begun, clock.instant()));
    }
  }

  private static String title(Experiment experiment) {
    return String.format("%2d  %s", experiment.number(), experiment.title());
  }

  private static void print(Verdict verdict, PrintWriter out) {
    out.println((verdict.holds() ? "  ✓ " : "  ✗ ") + verdict.expected());
    out.println("      seen: " + verdict.seen());
    verdict.article().ifPresent(figure -> out.println("      article: " + figure));
    out.flush();
  }
}
