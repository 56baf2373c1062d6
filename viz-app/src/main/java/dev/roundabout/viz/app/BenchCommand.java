package dev.roundabout.viz.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures Roundabout against a bare client, side by side in one run. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the engine and the window, side by side with a bare gRPC client.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  roundabout bench",
      "  roundabout bench --only throughput,rate --length 5s --rounds 5",
      "  roundabout bench --cluster kube --context minikube"
    })
final class BenchCommand implements Callable<Integer> {
  private enum Part {
    THROUGHPUT,
    RATE,
    FRAMES,
    STARTUP
  }

  private enum Kind {
    EMBEDDED,
    KUBE
  }

  private final Machine machine;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ClusterOptions clusterOptions = new ClusterOptions();

  @Option(
      names = "--cluster",
      paramLabel = "KIND",
      description =
          "embedded unless given. kube: measures the way into a Kubernetes cluster instead, against"
              + " kubectl port-forward to the same pods.")
  private Kind kind = Kind.EMBEDDED;

  @Option(
      names = "--kubectl",
      paramLabel = "FILE",
      description = "The kubectl to measure against; the one on the PATH unless given.")
  private String kubectl = "kubectl";

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART[,PART...]",
      hideParamSyntax = true,
      description = "Some of ${COMPLETION-CANDIDATES}; all unless given.")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(
      names = "--length",
      paramLabel = "TIME",
      converter = LongerThanZero.class,
      description = "Length of a measured stretch; 2s unless given.")
  private Duration length = Duration.ofSeconds(2);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      converter = WholeNumber.Positive.class,
      description = "How often each is measured; 15 unless given.")
  private int rounds = 15;

  @Option(
      names = "--java",
      paramLabel = "FILE",
      description = "A java to measure the start on, besides the running one. May be repeated.")
  private List<Path> javas = List.of();

  @Option(
      names = "--soak",
      paramLabel = "TIME",
      converter = LongerThanZero.class,
      description = "Also watches memory for this long at full load, e.g. 10m.")
  private Optional<Duration> soak = Optional.empty();

  @Option(
      names = "--re-resolution",
      description =
          "Measures instead how long new pods wait for their first request in each way of"
              + " re-resolving; all of it takes about half an hour.")
  private boolean reresolution;

  @Option(
      names = "--changes",
      paramLabel = "N",
      converter = WholeNumber.Positive.class,
      description = "Changes measured in each way of re-resolving; 20 unless given.")
  private int changes = 20;

  @Option(
      names = "--shipped-hosts",
      hidden = true,
      description = "For the JVM that --re-resolution starts: the hosts file to keep.")
  private Optional<Path> shippedHosts = Optional.empty();

  @Option(names = "--shipped-row", hidden = true, description = "And which row to measure.")
  private int shippedRow;

  BenchCommand(Machine machine) {
    this.machine = machine;
  }

  /** Exit code 1 where the way into a Kubernetes cluster is worse than is claimed of it. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    Bench bench = new Bench(Clocks.system(), spec.commandLine().getOut(), length, rounds);
    bench.line(
        "Java %s, %d processors, %s %s",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
    if (shippedHosts.isPresent()) {
      new ReresolveBench(bench, changes).runShipped(shippedRow, shippedHosts.get());
      return 0;
    }
    if (reresolution) {
      new ReresolveBench(bench, changes).run();
      return 0;
    }
    return kind == Kind.KUBE ? measureKube(bench) : measureEmbedded(bench);
  }

  private int measureKube(Bench bench) throws InterruptedException {
    Clusters clusters = ChangeOptions.clusters(clusterOptions, machine, bench.clocks());
    try {
      return KubeBench.run(bench, clusters.open(clusters.asked()), kubectl)
          ? 0
          : ChangeOptions.FAILED;
    } catch (IOException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ChangeOptions.FAILED;
    }
  }

  private int measureEmbedded(Bench bench) throws IOException, InterruptedException {
    boolean display = BenchWindow.startToolkit();
    if (!display) {
      bench.line("No display: what needs the window is left out. Try: xvfb-run -a COMMAND");
    }
    if (parts.contains(Part.THROUGHPUT)) {
      ThroughputBench.run(bench, display);
    }
    if (parts.contains(Part.RATE)) {
      RateBench.run(bench);
    }
    if (parts.contains(Part.FRAMES) && display) {
      FrameBench.run(bench);
    }
    if (parts.contains(Part.STARTUP) && display) {
      StartupBench.run(bench, javas);
    }
    if (soak.isPresent()) {
      MemoryBench.run(bench, soak.get(), display);
    }
    return 0;
  }
}
