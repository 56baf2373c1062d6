package dev.roundabout.viz.app;

import dev.roundabout.viz.app.ExperimentsReport.Done;
import dev.roundabout.viz.app.ExperimentsReport.PodCount;
import dev.roundabout.viz.app.ExperimentsReport.Step;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Verdict;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A report as Markdown. What was measured stands in quotes, so that all other lines come from the
 * experiments alone and can be compared with them.
 */
final class ExperimentsMarkdown {
  private static final String QUOTE = ">";

  private final List<String> lines = new ArrayList<>();

  private ExperimentsMarkdown() {}

  static String of(ExperimentsReport report) {
    ExperimentsMarkdown text = new ExperimentsMarkdown();
    text.head(report);
    report.experiments().forEach(text::experiment);
    return String.join("\n", text.lines) + "\n";
  }

  /** The lines that come from the experiments and not from a measurement. */
  static List<String> unmeasured(String markdown) {
    return markdown
        .lines()
        .filter(line -> !line.stripLeading().startsWith(QUOTE) && !line.isBlank())
        .toList();
  }

  private void head(ExperimentsReport report) {
    add("# Experiments");
    add("");
    add("Written by `roundabout experiments --report FILE.md`; do not change it by hand. Lines in");
    add("quotes were measured in that run, all others come from the experiments themselves.");
    add("");
    ExperimentsReport.Cluster cluster = report.cluster();
    quote(
        escaped(
            "Roundabout %s, grpc-java %s, Java %s, %s"
                .formatted(report.version(), report.grpc(), report.java(), report.os())));
    quote("");
    quote(
        escaped(
            "%s, %s/%s, at the pace “%s”, %s to %s"
                .formatted(
                    cluster.name(),
                    cluster.namespace(),
                    cluster.deployment(),
                    report.pace(),
                    report.begun().truncatedTo(ChronoUnit.SECONDS),
                    report.ended().truncatedTo(ChronoUnit.SECONDS))));
  }

  private void experiment(Done done) {
    add("");
    add("## " + done.number() + ". " + escaped(done.title()));
    add("");
    add(escaped(done.question()));
    add("");
    quote("**" + done.result().words() + "**" + after(done));
    add("");
    add(
        "At the start, with the load paused: "
            + done.setting().entrySet().stream()
                .map(each -> each.getKey() + " " + escaped(each.getValue()))
                .collect(Collectors.joining("; "))
            + ".");
    add("");
    done.steps().forEach(this::step);
    add("");
    done.checks().forEach(this::check);
    done.late().forEach(this::late);
  }

  private static String after(Done done) {
    return done.why()
        .map(why -> ": " + escaped(why))
        .orElse(String.format(Locale.ROOT, ", %.1f s", done.tookSeconds()));
  }

  private void step(Step step) {
    add("1. " + escaped(step.narration()));
    if (!step.requests().isEmpty()) {
      add("   > requests: " + escaped(words(step.requests())));
    }
  }

  private void check(Verdict verdict) {
    add("- expected: " + escaped(verdict.expected()));
    verdict.article().ifPresent(figure -> add("  - article: " + escaped(figure)));
    if (!verdict.seen().isEmpty()) {
      add("");
      add("  > " + mark(verdict) + " seen: " + escaped(verdict.seen()));
      add("");
    }
  }

  private void late(Verdict verdict) {
    add("");
    quote(mark(verdict) + " " + escaped(verdict.expected() + ": " + verdict.seen()));
  }

  static String mark(Verdict verdict) {
    return verdict.holds() ? "✓" : "✗";
  }

  static String words(List<PodCount> counts) {
    return counts.stream()
        .map(count -> Pod.shortName(count.pod()) + " " + count.requests())
        .collect(Collectors.joining(", "));
  }

  private void quote(String text) {
    add((QUOTE + " " + text).stripTrailing());
  }

  private void add(String line) {
    lines.add(line);
  }

  /** Names and messages come from a cluster: they are shown, and are no markup. */
  private static String escaped(String text) {
    return text.replaceAll("\\R", " ").replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1");
  }
}
