package dev.roundabout.viz.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Files that the experiments are reported in. Nothing is seen of a file until all of it is. */
final class ReportOptions {
  private static final String JSON = "--json";
  private static final String REPORT = "--report";

  @Option(
      names = JSON,
      paramLabel = "FILE",
      description = "Writes all that is known of the run, as data.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = REPORT,
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
      throw FlagErrors.wrong(
          spec, REPORT, REPORT + " " + report.get() + ": name a file .html or .md");
    }
    json.ifPresent(file -> new OutputFile(JSON, file).check(spec));
    report.ifPresent(file -> new OutputFile(REPORT, file).check(spec));
  }

  private static boolean isHtml(Path file) {
    return file.toString().endsWith(".html");
  }

  private static boolean isMarkdown(Path file) {
    return file.toString().endsWith(".md");
  }

  /**
   * @throws IOException where a file cannot be written; what was there before is left as it is
   */
  void write(ExperimentsReport seen, PrintWriter out) throws IOException {
    if (json.isPresent()) {
      write(new OutputFile(JSON, json.get()), seen.json(), out);
    }
    if (report.isPresent()) {
      Path file = report.get();
      write(
          new OutputFile(REPORT, file),
          isHtml(file) ? ExperimentsHtml.of(seen) : ExperimentsMarkdown.of(seen),
          out);
    }
  }

  private static void write(OutputFile output, String text, PrintWriter out) throws IOException {
    output.write(text);
    out.println("wrote " + output.file());
  }
}
