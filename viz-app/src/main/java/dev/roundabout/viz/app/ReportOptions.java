package dev.roundabout.viz.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Files that the experiments are reported in. Nothing is seen of a file until all of it is. */
final class ReportOptions {
  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes all that is known of the run, as data.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes a report to read and print, FILE.html or FILE.md.")
  private Optional<Path> report = Optional.empty();

  /**
   * Refuses, before anything was done, what could not be written afterwards.
   *
   * @throws ParameterException with what to do
   */
  void check(CommandSpec spec) {
    if (report.filter(file -> !isHtml(file) && !isMarkdown(file)).isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--report " + report.get() + ": name a file .html or .md");
    }
    json.ifPresent(file -> checkWritable("--json", file, spec));
    report.ifPresent(file -> checkWritable("--report", file, spec));
  }

  private static boolean isHtml(Path file) {
    return file.toString().endsWith(".html");
  }

  private static boolean isMarkdown(Path file) {
    return file.toString().endsWith(".md");
  }

  private static void checkWritable(String flag, Path file, CommandSpec spec) {
    if (Files.isDirectory(file)) {
      throw new ParameterException(
          spec.commandLine(), flag + " " + file + " is a folder: name a file in it");
    }
    try {
      Path part = part(file);
      Files.write(part, new byte[0]);
      Files.delete(part);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          flag
              + " cannot write to "
              + folder(file)
              + " ("
              + e.getClass().getSimpleName()
              + "): make that folder, or name a file where you may write");
    }
  }

  /**
   * @throws IOException where a file cannot be written; what was there before is left as it is
   */
  void write(ExperimentsReport seen, PrintWriter out) throws IOException {
    if (json.isPresent()) {
      write(json.get(), seen.json(), out);
    }
    if (report.isPresent()) {
      Path file = report.get();
      write(file, isHtml(file) ? ExperimentsHtml.of(seen) : ExperimentsMarkdown.of(seen), out);
    }
  }

  private static void write(Path file, String text, PrintWriter out) throws IOException {
    Path part = part(file);
    try {
      Files.writeString(part, text, StandardCharsets.UTF_8);
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
    out.println("wrote " + file);
  }

  private static Path part(Path file) {
    return folder(file).resolve("." + file.getFileName() + ".part");
  }

  private static Path folder(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
  }
}
