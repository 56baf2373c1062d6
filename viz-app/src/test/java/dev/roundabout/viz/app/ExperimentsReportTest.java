package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.app.ExperimentsReport.Cluster;
import dev.roundabout.viz.app.ExperimentsReport.Done;
import dev.roundabout.viz.app.ExperimentsReport.PodCount;
import dev.roundabout.viz.app.ExperimentsReport.Result;
import dev.roundabout.viz.app.ExperimentsReport.Second;
import dev.roundabout.viz.app.ExperimentsReport.Step;
import dev.roundabout.viz.model.Verdict;
import dev.roundabout.viz.scenario.Pace;
import dev.roundabout.viz.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentsReportTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final String HOSTILE = "<script>alert('1')</script>\n# [x](y)";

  /** Of a run on any machine, all but what it measured has to be what the experiments say now. */
  @Test
  void the_documented_experiments_are_those_there_are() throws IOException {
    List<Done> all =
        Scenarios.all(Pace.SHORT).stream()
            .map(experiment -> ExperimentRecord.notDone(experiment, ""))
            .toList();
    String documented = Files.readString(Path.of("..", "docs", "experiments.md"));
    assertThat(ExperimentsMarkdown.unmeasured(documented))
        .as("docs/experiments.md: write it again with `roundabout experiments --report`")
        .isEqualTo(ExperimentsMarkdown.unmeasured(ExperimentsMarkdown.of(report(all))));
    long checks = all.stream().mapToLong(each -> each.checks().size()).sum();
    assertThat(documented.lines().filter(line -> line.startsWith("  > "))).hasSize((int) checks);
  }

  @Test
  void markdown_shows_what_comes_from_a_cluster_and_takes_none_of_it_as_markup() {
    String text = ExperimentsMarkdown.of(report(List.of(done(Result.FAILED))));
    assertThat(text)
        .contains("## 1. a title", "> **failed**, 1.5 s", "1. one step", "article: a figure")
        .contains("> requests: aaaaa 2000, bbbbb 0")
        .contains("✗ seen: \\<script\\>alert('1')\\</script\\> \\# \\[x\\](y)");
    assertThat(ExperimentsMarkdown.unmeasured(text))
        .contains("- expected: something")
        .noneMatch(line -> line.contains("2000") || line.contains("script"));
  }

  @Test
  void html_needs_no_other_file_and_takes_nothing_as_markup() throws IOException {
    String page = ExperimentsHtml.of(report(List.of(done(Result.HELD), done(Result.FAILED))));
    assertThat(page)
        .contains("1 of 2 experiments", "a question", "one step", "a figure", "took 1.5 s")
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;")
        .contains("grpc-java 1.2.3", "24 November 2026, 10:00 UTC")
        .doesNotContain("<script", "http:", "https:", "src=", "@import", "url(");
    assertThat(page).contains("<rect class=\"pod1\"", ">2,000</text>", "even share 1,000");
    assertThat(page).contains("<polyline class=\"pod1\" points=\"90.0,8.0 ");
  }

  /** Pods come and go in an experiment, and each has its line. */
  @Test
  void every_pod_has_its_name_within_the_chart() {
    Map<String, Double> rates =
        IntStream.rangeClosed('a', 'p')
            .boxed()
            .collect(Collectors.toMap(letter -> "s-wwww" + (char) letter.intValue(), i -> 1.0));
    String chart = ReportCharts.rates(List.of(new Second(START, 2, 2, rates)), Map.of());
    Matcher names =
        Pattern.compile("<text x=\"([0-9.]+)\" y=\"([0-9.]+)\"[^>]*>wwww").matcher(chart);
    Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"").matcher(chart);
    assertThat(size.find()).isTrue();
    // Five letters at 15 px are less than 60 wide.
    double right = Double.parseDouble(size.group(1)) - 60;
    double bottom = Double.parseDouble(size.group(2));
    assertThat(names.results().toList())
        .hasSize(16)
        .allSatisfy(
            name -> assertThat(Double.parseDouble(name.group(1))).isLessThanOrEqualTo(right))
        .allSatisfy(name -> assertThat(Double.parseDouble(name.group(2))).isLessThan(bottom));
  }

  private static ExperimentsReport report(List<Done> experiments) {
    return new ExperimentsReport(
        "0.0",
        "1.2.3",
        "17",
        "Linux",
        "short",
        new Cluster("embedded", "embedded cluster", "default", "server"),
        START,
        START.plusSeconds(60),
        experiments);
  }

  private static Done done(Result result) {
    List<Second> seconds = new ArrayList<>();
    IntStream.range(0, 6)
        .forEach(
            i -> seconds.add(new Second(START.plusSeconds(i), 2, 2, Map.of("s-aaaaa", 200.0 - i))));
    List<PodCount> counts =
        List.of(new PodCount("s-aaaaa", 0, 2000), new PodCount("s-bbbbb", 1, 0));
    return new Done(
        1,
        "a title",
        "a question",
        result,
        Optional.empty(),
        Map.of("pods", "2"),
        List.of(new Step("one", "one step", counts, Optional.of(START))),
        List.of(new Verdict(result == Result.HELD, "something", HOSTILE, Optional.of("a figure"))),
        List.of(),
        seconds,
        1.5);
  }
}
