package dev.roundabout.viz.app;

import dev.roundabout.viz.app.ExperimentsReport.Done;
import dev.roundabout.viz.app.ExperimentsReport.PodCount;
import dev.roundabout.viz.app.ExperimentsReport.Step;
import dev.roundabout.viz.model.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as one HTML file that needs no other, and no script. */
final class ExperimentsHtml {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final StringBuilder html = new StringBuilder();

  private ExperimentsHtml() {}

  /**
   * @throws IOException where the build has no style sheet
   */
  static String of(ExperimentsReport report) throws IOException {
    ExperimentsHtml page = new ExperimentsHtml();
    page.head(report, style());
    report.experiments().forEach(page::experiment);
    page.add("</main></body></html>");
    return page.html.toString();
  }

  private static String style() throws IOException {
    try (InputStream in = ExperimentsHtml.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IOException("report.css is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void head(ExperimentsReport report, String style) {
    ExperimentsReport.Cluster cluster = report.cluster();
    add("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    add("<title>Roundabout: experiments</title><style>" + style + "</style></head><body><main>");
    add("<h1>gRPC load balancing: " + escaped(summary(report)) + "</h1>");
    add(
        "<p class=\"where\">%s, %s/%s, %s</p>"
            .formatted(
                escaped(cluster.name()),
                escaped(cluster.namespace()),
                escaped(cluster.deployment()),
                escaped(MINUTES.format(report.begun()))));
    add("<table><thead><tr><th>Experiment</th><th>Seen</th><th>Verdict</th></tr></thead><tbody>");
    report.experiments().forEach(this::row);
    add("</tbody></table>");
    add(
        "<p class=\"versions\">Roundabout %s · grpc-java %s · Java %s · %s · pace: %s</p>"
            .formatted(
                escaped(report.version()),
                escaped(report.grpc()),
                escaped(report.java()),
                escaped(report.os()),
                escaped(report.pace())));
  }

  private static String summary(ExperimentsReport report) {
    List<Done> done = report.experiments();
    long held =
        done.stream().filter(each -> each.result() == ExperimentsReport.Result.HELD).count();
    return held + " of " + done.size() + " experiments showed what was expected";
  }

  private void row(Done done) {
    String seen =
        done.why()
            .orElse(done.checks().stream().map(Verdict::seen).collect(Collectors.joining("; ")));
    add(
        "<tr><td><a href=\"#e%d\">%d. %s</a></td><td>%s</td><td>%s</td></tr>"
            .formatted(
                done.number(), done.number(), escaped(done.title()), escaped(seen), chip(done)));
  }

  private static String chip(Done done) {
    String mark =
        switch (done.result()) {
          case HELD -> "✓";
          case FAILED -> "✗";
          case NOT_DONE -> "–";
        };
    return "<span class=\"chip %s\">%s %s</span>"
        .formatted(done.result().words().replace(' ', '-'), mark, escaped(done.result().words()));
  }

  private void experiment(Done done) {
    add("<section id=\"e%d\">".formatted(done.number()));
    add("<h2>%d. %s %s</h2>".formatted(done.number(), escaped(done.title()), chip(done)));
    add("<p class=\"question\">" + escaped(done.question()) + "</p>");
    done.why().ifPresent(why -> add("<p>Not done here: " + escaped(why) + "</p>"));
    add("<p>At the start, with the load paused:</p>");
    add("<dl>");
    done.setting().forEach(this::setting);
    add("</dl><ol>");
    done.steps().forEach(this::step);
    add("</ol>");
    rates(done);
    add("<table><thead><tr><th>Expected</th><th>Seen</th><th>Article</th><th></th></tr></thead>");
    add("<tbody>");
    done.late().forEach(this::check);
    done.checks().forEach(this::check);
    add("</tbody></table>");
    if (done.why().isEmpty()) {
      add(String.format(Locale.ROOT, "<p class=\"took\">took %.1f s</p>", done.tookSeconds()));
    }
    add("</section>");
  }

  private void setting(String name, String value) {
    add("<div><dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd></div>");
  }

  private void step(Step step) {
    add("<li><p>" + escaped(step.narration()) + "</p>");
    if (!step.requests().isEmpty()) {
      add(ReportCharts.bars(step.requests()));
    }
    add("</li>");
  }

  /** Where there is enough time to see something. */
  private void rates(Done done) {
    if (done.seconds().size() < 4) {
      return;
    }
    Map<String, Integer> places = new HashMap<>();
    done.steps().stream()
        .flatMap(step -> step.requests().stream())
        .forEach((PodCount count) -> places.put(count.pod(), count.place()));
    add("<figure><figcaption>Requests a second, per pod</figcaption>");
    add(ReportCharts.rates(done.seconds(), places));
    add("</figure>");
  }

  private void check(Verdict verdict) {
    boolean done = !verdict.seen().isEmpty();
    add(
        "<tr><td>%s</td><td>%s</td><td>%s</td><td class=\"%s\">%s</td></tr>"
            .formatted(
                escaped(verdict.expected()),
                escaped(verdict.seen()),
                escaped(verdict.article().orElse("")),
                verdict.holds() ? "held" : "failed",
                done ? ExperimentsMarkdown.mark(verdict) : ""));
  }

  private void add(String text) {
    html.append(text).append('\n');
  }

  /** Names and messages come from a cluster: they are shown, and are no markup. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
