package dev.roundabout.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

  /** What a command line printed, and its exit code. */
  private record Outcome(int code, String out, String err) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "server --port nine",
        "server --port 65536",
        "server --drain 5",
        "server --drain -1s",
        "server --max-connection-age 0s",
        "server --host no.such.host.invalid",
        "client",
        "client --target a:1 --policy fastest",
        "client --target a:1 --requests 0",
        "client --target a:1 --concurrency 0",
        "client --target a:1 --interval soon",
        "client --target a:1 --deadline 0"
      })
  void wrongFlagsPrintTheUsageAndExitWith2(String line) {
    Outcome outcome = run(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("Usage: workload");
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "server --help", "client --help", "--version"})
  void helpAndVersionGoToStandardOutput(String line) {
    Outcome outcome = run(line.split(" "));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("workload");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void rehearsalCallsItsOwnServerAndEnds() {
    assertThat(run("rehearse")).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void clientPrintsEachIdOnItsLine() throws IOException {
    try (var server = Servers.start()) {
      Outcome outcome =
          run(
              "client",
              "--target",
              Servers.target(server),
              "--requests",
              "50",
              "--interval",
              "1ms");
      assertThat(outcome.code()).isZero();
      assertThat(outcome.out().lines()).hasSize(50).containsOnly(server.id());
      assertThat(outcome.err()).isEmpty();
    }
  }

  @Test
  void podsFollowTheIdsWhereTheyAreAskedFor() throws IOException {
    try (var server = WorkloadServer.start(Servers.options().withPod("server-0"))) {
      Outcome outcome =
          run("client", "--target", Servers.target(server), "--requests", "5", "--pods");
      assertThat(outcome.out().lines()).hasSize(5).containsOnly(server.id() + " server-0");
    }
  }

  @Test
  void summaryIsATable() throws IOException {
    try (var server = WorkloadServer.start(Servers.options().withPod("server-0"))) {
      Outcome outcome =
          run(
              "client",
              "--target=" + Servers.target(server),
              "--concurrency=3000",
              "--policy=round_robin",
              "--deadline=1m",
              "--summary");
      assertThat(outcome.code()).isZero();
      assertThat(outcome.out().lines().map(line -> line.trim().replaceAll(" +", " ")))
          .containsExactly("ID POD COUNT SHARE", server.id() + " server-0 3000 100.0%");
    }
  }

  @Test
  void failuresAreCountedByStatusAndExitWith1() throws IOException {
    String target = Servers.target(refusing());
    Outcome ids = run("client", "--target", target, "--requests", "7");
    assertThat(ids).isEqualTo(new Outcome(1, "", "failed UNAVAILABLE 7 of 7\n"));
    Outcome table = run("client", "--target", target, "--requests", "7", "--summary");
    assertThat(table.code()).isEqualTo(1);
    assertThat(table.out().lines().map(line -> line.trim().replaceAll(" +", " ")))
        .containsExactly("ID POD COUNT SHARE", "failed UNAVAILABLE - 7 100.0%");
  }

  @Test
  void missedDeadlinesAreCountedAsSuch() throws IOException {
    // The kernel accepts the connection, and nobody ever speaks.
    try (var silent = new ServerSocket(0)) {
      Outcome outcome =
          run(
              "client",
              "--target=127.0.0.1:" + silent.getLocalPort(),
              "--requests=2",
              "--deadline=50ms");
      assertThat(outcome).isEqualTo(new Outcome(1, "", "failed DEADLINE_EXCEEDED 2 of 2\n"));
    }
  }

  @Test
  void aWrongCpuLimitIsAUsageError() {
    Outcome outcome = run("server", "--cpu-limit=2");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("'2' is not a CPU limit like 200m");
  }

  @Test
  void takenPortIsOneLineAndExit1() throws IOException {
    try (var server = Servers.start()) {
      Outcome outcome = run("server", "--host=127.0.0.1", "--port=" + server.address().getPort());
      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.err().lines()).singleElement().asString().startsWith("Cannot listen on ");
    }
  }

  private static WorkloadServer refusing() throws IOException {
    WorkloadServer server = Servers.start();
    server.close();
    return server;
  }

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(arguments);
    line.getOut().flush();
    line.getErr().flush();
    return new Outcome(code, out.toString(), err.toString());
  }
}
