package dev.roundabout.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The preStop hook, in a JVM of its own as in a pod. */
class PauseTest {

  @Test
  void waitsAsLongAsItIsTold() throws Exception {
    Instant start = Instant.now();
    assertThat(exitCode("1")).isZero();
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void sayingNothingIsAnError() throws Exception {
    assertThat(exitCode()).isEqualTo(2);
    assertThat(exitCode("5s")).isEqualTo(2);
  }

  /** With the module's own classes alone: the hook needs no library. */
  private static int exitCode(String... arguments) throws IOException, InterruptedException {
    String classes =
        Path.of(Pause.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx8m"));
    command.addAll(List.of("-cp", classes, Pause.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
