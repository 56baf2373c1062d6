package dev.roundabout.viz.client.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ours, and grpc-java's own within ours, beside grpc-java's own dns resolver, in a JVM of its own
 * because caches and the hosts file are set for a JVM as a whole: all see the same events and must
 * do the same.
 */
@Timeout(90)
class RealDnsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "2, start|asked|delivered 2|refresh|discarded|late refresh|asked|delivered 1|refresh|discarded"
        + "|late refresh|asked|delivered UNAVAILABLE|refresh|asked|delivered 3",
    "0, start|asked|delivered 2|refresh|asked|delivered 2|late refresh|asked|delivered 1|refresh"
        + "|asked|delivered 1|late refresh|asked|delivered UNAVAILABLE|refresh|asked|delivered 3"
  })
  void they_do_the_same(int ttlSeconds, String expected) throws Exception {
    List<String> lines = run(ttlSeconds);
    assertThat(of("dns", lines)).containsExactly(expected.split("\\|"));
    assertThat(done("ours", lines)).isEqualTo(of("dns", lines));
    assertThat(done("shipped", lines)).isEqualTo(of("dns", lines));
    assertThat(told("shipped", lines)).isEqualTo(told("ours", lines));
    assertThat(told("ours", lines)).startsWith("queried", "2").contains("failure");
  }

  private static List<String> done(String who, List<String> lines) {
    return of(who, lines).stream().filter(line -> !line.startsWith("told ")).toList();
  }

  /** What the window is told, of which grpc-java's own resolver tells nothing itself. */
  private static List<String> told(String who, List<String> lines) {
    return of(who + " told", lines);
  }

  private static List<String> of(String who, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(who + " "))
        .map(line -> line.substring(who.length() + 1))
        .toList();
  }

  private List<String> run(int ttlSeconds) throws IOException, InterruptedException {
    Path hosts = Files.createFile(directory.resolve("hosts"));
    Path output = directory.resolve("output");
    Process child =
        new ProcessBuilder(command(ttlSeconds, hosts))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = child.waitFor(60, TimeUnit.SECONDS);
    if (!ended) {
      child.destroyForcibly().waitFor();
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended && child.exitValue() == 0).as(text).isTrue();
    return text.lines().toList();
  }

  private List<String> command(int ttlSeconds, Path hosts) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djdk.net.hosts.file=" + hosts);
    command.add("-Dnetworkaddress.cache.ttl=" + ttlSeconds);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(RealDnsProbe.class.getName());
    command.add(String.valueOf(ttlSeconds));
    command.add(hosts.toString());
    return command;
  }
}
