package dev.roundabout.viz.app;

import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * How long a new pod waits from the EndpointSlices to its first request, in each way of
 * re-resolving; beside it grpc-java's own resolver, in a JVM of its own because its caches and the
 * hosts file that it asks are set for a JVM as a whole.
 */
final class ReresolveBench {
  private static final String WAIT = "wait ";
  private static final String NEVER = "never";

  private final Bench bench;
  private final int changes;

  /**
   * @param changes measured in each way; 1 or more
   */
  ReresolveBench(Bench bench, int changes) {
    this.bench = bench;
    this.changes = changes;
  }

  void run() throws IOException, InterruptedException {
    bench.line(
        "From the EndpointSlices to the first request of a new pod, instant pods, %d changes each;"
            + " median (shortest to longest)",
        changes);
    bench.line("  %-34s %-42s %s", "", "Roundabout's resolver", "grpc-java's own");
    for (ReresolveRow row : ReresolveRow.ALL) {
      String ours = row.words(ours(row));
      String shipped = row.shipped() ? shipped(row) : "does not do that";
      bench.line("  %-34s %-42s %s", row.name(), ours, shipped);
    }
  }

  private List<Optional<Duration>> ours(ReresolveRow row) throws IOException, InterruptedException {
    try (LentCluster cluster = bench.cluster(ReresolveRow.PODS)) {
      return measure(row, cluster, row.mode());
    }
  }

  private List<Optional<Duration>> measure(ReresolveRow row, LentCluster cluster, ResolverMode mode)
      throws InterruptedException {
    try (Session session = bench.session(cluster, row.settings(mode), ReresolveRow.PODS)) {
      return row.measure(session, bench.waiting(), RandomGenerator.getDefault(), changes);
    }
  }

  private String shipped(ReresolveRow row) throws IOException, InterruptedException {
    Path hosts = Files.createTempFile("roundabout", ".hosts");
    Path errors = Files.createTempFile("roundabout", ".err");
    try {
      List<Optional<Duration>> waits = fork(row, hosts, errors);
      return waits.size() == changes
          ? row.words(waits)
          : "not measured: " + Files.readString(errors, StandardCharsets.UTF_8).strip();
    } finally {
      Files.deleteIfExists(hosts);
      Files.deleteIfExists(errors);
    }
  }

  private List<Optional<Duration>> fork(ReresolveRow row, Path hosts, Path errors)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(row, hosts)).redirectError(errors.toFile()).start();
    List<Optional<Duration>> waits = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(WAIT)) {
          waits.add(read(line.substring(WAIT.length())));
        }
      }
    }
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return waits;
  }

  private List<String> command(ReresolveRow row, Path hosts) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djdk.net.hosts.file=" + hosts);
    if (row.gate().isZero()) {
      // grpc-java's gate, and the cache of InetAddress under it.
      command.addAll(List.of("-Dnetworkaddress.cache.ttl=0", "-Dsun.net.inetaddr.ttl=0"));
    }
    command.addAll(Launcher.sameProgram(Runtime.version().feature()));
    command.addAll(
        List.of(
            "bench",
            "--shipped-hosts=" + hosts,
            "--shipped-row=" + ReresolveRow.ALL.indexOf(row),
            "--changes=" + changes));
    return command;
  }

  private static Optional<Duration> read(String word) {
    return word.equals(NEVER)
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Long.parseLong(word)));
  }

  /** The work of the other JVM: a line for each change. */
  void runShipped(int index, Path hosts) throws IOException, InterruptedException {
    ReresolveRow row = ReresolveRow.ALL.get(index);
    try (HostsCluster owner = new HostsCluster(bench.embedded(ReresolveRow.PODS), hosts)) {
      LentCluster cluster = LentCluster.start(owner);
      boolean reached =
          cluster.names().lookup(owner.info().headlessName()).ips().stream()
              .map(ip -> cluster.reach().to(owner.address(ip)))
              .allMatch(Route.Direct.class::isInstance);
      if (!reached) {
        throw new IOException("this system gives the pods no addresses of their own");
      }
      List<Optional<Duration>> waits = measure(row, cluster, ResolverMode.AS_SHIPPED);
      Stream<String> lines =
          waits.stream().map(wait -> wait.map(time -> "" + time.toNanos()).orElse(NEVER));
      lines.forEach(line -> bench.line("%s%s", WAIT, line));
    }
  }
}
