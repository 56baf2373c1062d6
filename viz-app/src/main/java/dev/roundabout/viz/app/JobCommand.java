package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.JobRun;
import dev.roundabout.viz.model.JobRun.Phase;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Snapshot;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The article's client as a Job in the cluster: the true ClusterIP, the true DNS, no tunnel. */
@Command(
    name = "job",
    mixinStandardHelpOptions = true,
    description = "Runs the article's client inside the cluster and counts the answers by id.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  roundabout job --context minikube",
      "  roundabout job --via headless --requests 500 --concurrency 8",
      "  roundabout job --new-connection-per-call --patience 2m"
    })
final class JobCommand implements Callable<Integer> {
  private final Machine machine;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ChangeOptions options = new ChangeOptions();

  @Option(
      names = "--via",
      paramLabel = "KIND",
      converter = Kind.class,
      description = "Service to call: clusterip or headless; clusterip unless given.")
  private ServiceKind service = ServiceKind.CLUSTER_IP;

  @Option(
      names = "--requests",
      paramLabel = "N",
      converter = WholeNumber.Positive.class,
      description = "How many calls, 1 or more; 3000 unless given.")
  private int requests = 3000;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      converter = WholeNumber.Positive.class,
      description = "Calls in flight, 1 or more; 1 unless given.")
  private int concurrency = 1;

  @Option(
      names = "--new-connection-per-call",
      description = "Opens a connection for each call and closes it after.")
  private boolean newConnections;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      converter = LongerThanZero.class,
      description = "How long it may take; 10m unless given.")
  private Duration patience = Duration.ofMinutes(10);

  JobCommand(Machine machine) {
    this.machine = machine;
  }

  /** Exit code 1 where the Job failed or did not end in time. */
  @Override
  public Integer call() throws InterruptedException {
    return options.make(
        this::run, machine, spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  private int run(CommandCluster cluster) throws RefusedException, InterruptedException {
    cluster.apply(new Action.RunJob(service, requests, concurrency, newConnections));
    PrintWriter out = spec.commandLine().getOut();
    String[] said = {""};
    boolean ended =
        cluster.upTo(
            patience,
            snapshot -> {
              say(snapshot, said, out);
              return run(snapshot).filter(JobCommand::isOver).isPresent();
            });
    run(cluster.snapshot())
        .ifPresent(
            run ->
                run.answersById().entrySet().stream()
                    .sorted((one, other) -> one.getKey().compareTo(other.getKey()))
                    .map(
                        entry ->
                            String.format(Locale.ROOT, "%7d %s", entry.getValue(), entry.getKey()))
                    .forEach(out::println));
    cluster.snapshot().cluster().api().missing().stream()
        .map(TerminalTable::words)
        .forEach(out::println);
    if (!ended) {
      spec.commandLine()
          .getErr()
          .println("The Job did not end within " + patience.toSeconds() + " s.");
    }
    boolean succeeded =
        run(cluster.snapshot()).filter(run -> run.phase() == Phase.SUCCEEDED).isPresent();
    return succeeded ? 0 : ChangeOptions.FAILED;
  }

  private static void say(Snapshot snapshot, String[] said, PrintWriter out) {
    run(snapshot)
        .map(run -> run.name() + " " + run.phase().name().toLowerCase(Locale.ROOT) + words(run))
        .filter(line -> !line.equals(said[0]))
        .ifPresent(
            line -> {
              said[0] = line;
              out.println(line);
              out.flush();
            });
  }

  private static String words(JobRun run) {
    return Stream.of(run.words(), run.help())
        .filter(text -> !text.isEmpty())
        .map(text -> ": " + text)
        .collect(Collectors.joining());
  }

  private static Optional<JobRun> run(Snapshot snapshot) {
    return snapshot.cluster().api().job();
  }

  private static boolean isOver(JobRun run) {
    return run.phase() == Phase.SUCCEEDED || run.phase() == Phase.FAILED;
  }

  static final class Kind implements ITypeConverter<ServiceKind> {
    @Override
    public ServiceKind convert(String text) {
      return Arrays.stream(ServiceKind.values())
          .filter(kind -> kind.label().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("'" + text + "' is none of clusterip, headless"));
    }
  }
}
