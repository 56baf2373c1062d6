package dev.roundabout.workload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code workload rehearse}: loads what a pod loads, and ends. Run once with {@code
 * -XX:ArchiveClassesAtExit} it leaves an archive with which pods start faster.
 */
@Command(
    name = "rehearse",
    description =
        "Starts a server on loopback, calls it and ends: the run that AppCDS learns from.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class RehearseCommand implements Callable<Integer> {
  private static final int CALLS = 20;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (WorkloadServer server = WorkloadServer.start(ServerOptions.at(bind))) {
      String target = "dns:///localhost:" + server.address().getPort();
      var options =
          new BatchOptions(
              target,
              CALLS,
              1,
              Duration.ZERO,
              LbPolicyName.ROUND_ROBIN,
              Optional.of(Duration.ofSeconds(10)),
              false);
      return new BatchClient(options, answer -> {}).run().failed() == 0 ? 0 : 1;
    }
  }
}
