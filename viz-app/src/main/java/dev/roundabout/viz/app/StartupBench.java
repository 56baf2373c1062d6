package dev.roundabout.viz.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Time from the start of a JVM to the first request on screen. */
final class StartupBench {
  /** What the window prints once a request is on screen, where it was asked to. */
  static final String FIRST_REQUEST = "first request drawn";

  private static final String ARCHIVE_EXIT = "-XX:ArchiveClassesAtExit=";
  private static final String ARCHIVE = "-XX:SharedArchiveFile=";

  private static final int ROUNDS = 5;

  private final Bench bench;
  private final String java;

  private StartupBench(Bench bench, String java) {
    this.bench = bench;
    this.java = java;
  }

  static void run(Bench bench, List<Path> javas) throws IOException, InterruptedException {
    bench.line("From the start of a JVM to the first request on screen, in seconds");
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    javas.forEach(path -> all.add(path.toString()));
    for (String java : all) {
      new StartupBench(bench, java).measure();
    }
  }

  private void measure() throws IOException, InterruptedException {
    int feature = feature();
    bench.line("  Java %d            %s", feature, rounds(feature, List.of()).text("%.2f"));
    if (!Launcher.runsFromJars()) {
      bench.line("  (an archive needs jars: java -jar viz-app/target/roundabout.jar bench)");
      return;
    }
    Path archive = Files.createTempFile("roundabout", ".jsa");
    try {
      Files.delete(archive);
      start(feature, List.of(ARCHIVE_EXIT + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
      Spread spread = rounds(feature, List.of(ARCHIVE + archive));
      bench.line("  Java %d with CDS   %s", feature, spread.text("%.2f"));
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  private Spread rounds(int feature, List<String> options)
      throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      seconds.add(start(feature, options));
    }
    return Spread.of(seconds);
  }

  private double start(int feature, List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(java);
    command.addAll(options);
    command.addAll(Launcher.sameProgram(feature));
    command.addAll(List.of("window", "--local", "--exit-at-first-request"));
    Instant start = bench.clocks().instants().instant();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Duration elapsed = Duration.ZERO;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(FIRST_REQUEST)) {
          elapsed = Duration.between(start, bench.clocks().instants().instant());
        }
      }
    }
    if (!process.waitFor(1, TimeUnit.MINUTES) || elapsed.isZero()) {
      process.destroyForcibly();
      throw new IOException(java + " drew no request");
    }
    return elapsed.toNanos() / 1e9;
  }

  private int feature() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(java, "-XshowSettings:properties", "-version")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      int feature =
          lines
              .lines()
              .filter(line -> line.contains("java.specification.version = "))
              .map(line -> Integer.parseInt(line.substring(line.indexOf('=') + 2)))
              .findFirst()
              .orElseThrow(() -> new IOException(java + " does not tell its version"));
      process.waitFor();
      return feature;
    }
  }
}
