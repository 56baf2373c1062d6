package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roundabout.viz.cluster.kubernetes.Kubeconfigs;
import dev.roundabout.viz.model.Pod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void help_names_every_command() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("window", "run", "deploy", "undeploy", "job", "bench", "--snapshot", "--scale");
  }

  @Test
  void version_is_that_of_the_build() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).containsPattern("roundabout \\d+\\.\\d+");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--scale=201 | 0 to 200",
        "--scale=-1 | 0 to 200",
        "--scale=many | 'many' is not a whole number",
        "--scale=5@soon | 'soon' is not a duration like 500ms, 30s, 2m or 1h",
        "--policy=random | 'random' is none of pick_first, round_robin",
        "--via=nodeport | 'nodeport' is none of ",
        "--port=http | 'http' is not a whole number from 1 to 65535",
        "--port=0 | '0' is not a whole number from 1 to 65535",
        "--load=0/s | 1 to 50000",
        "--load=fast | none of N/s, N, sequential, new-connection, paused, running",
        "--clients=17 | 1 to 16",
        "--resolve=17:watch | '17' is not a whole number from 1 to 16",
        "--burst=0@1s | burst",
        "--deadline=never | not a duration",
        "--deadline=0s | '0s' is not longer than 0",
        "--for=0 | '0' is not longer than 0",
        "--kill=any | 'any' does not say when: write any@5s",
        "--kill=any@ | '' is not a duration",
        "--freeze=@5s | '@5s' does not say which pod: write any@5s",
        "--kill=any@31s | comes after the end of the run: it lasts 30.0 s; give a longer --for",
        "--policy=pick_first@1m | --policy pick_first@1m comes after the end of the run",
      })
  void a_wrong_flag_is_one_line_and_the_help_of_that_flag(String flag, String said) {
    assertThat(run("run", flag)).isEqualTo(2);
    String name = flag.substring(0, flag.indexOf('='));
    assertThat(err.toString().lines().findFirst().orElse("")).contains(name, said);
    assertThat(err.toString().lines().skip(1).filter(line -> line.matches(" {2,6}-.*")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains(name + "=");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void an_unknown_flag_is_one_line_with_what_may_have_been_meant() {
    assertThat(run("run", "--scal=5")).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("--scal", "did you mean --scale", "roundabout run --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--type=900", "--type=59", "--size=0x900", "--size=20000x900", "--snapshot=a.gif"})
  void what_no_window_can_be_is_refused_before_one_opens(String flag) {
    assertThat(run("window", flag)).isEqualTo(2);
    assertThat(run(flag)).isEqualTo(2);
    assertThat(err.toString()).contains(flag.substring(0, flag.indexOf('=')));
  }

  @Test
  void a_picture_that_could_not_be_written_is_refused_before_a_window_opens(@TempDir Path folder) {
    assertThat(run("--snapshot=" + folder.resolve("none").resolve("a.png"))).isEqualTo(2);
    assertThat(err.toString()).contains("--snapshot cannot write to", "make that folder");
    assertThat(run("window", "--exit")).isEqualTo(2);
    assertThat(err.toString()).contains("--exit waits for a picture");
  }

  @Test
  void a_place_that_no_experiment_has_is_refused_before_a_window_opens() {
    assertThat(run("window", "--experiment=12")).isEqualTo(2);
    assertThat(err.toString()).contains("there are experiments 1 to 11");
    assertThat(run("window", "--experiment=1", "--step=2")).isEqualTo(2);
    assertThat(err.toString()).contains("has steps 0 to 1");
    assertThat(run("--step=1")).isEqualTo(2);
    assertThat(err.toString()).contains("give --experiment NUMBER with it");
  }

  @Test
  void numbers_that_could_not_be_written_are_refused_before_the_run(@TempDir Path folder) {
    assertThat(run("run", "--json=" + folder.resolve("none").resolve("run.json"))).isEqualTo(2);
    assertThat(err.toString()).contains("--json cannot write to", "make that folder");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_pod_that_is_not_there_when_its_time_comes_ends_with_a_failure() {
    assertThat(run("run", "--local", "--instant-pods", "--for=2s", "--kill=nobody@1s"))
        .isEqualTo(1);
    assertThat(err.toString())
        .containsOnlyOnce("--kill nobody@1s: no pod was called nobody; there w");
    assertThat(out.toString()).doesNotContain("nobody");
  }

  @Test
  void a_run_of_which_no_call_was_answered_ends_with_a_failure() {
    assertThat(run("run", "--local", "--instant-pods", "--scale=0", "--for=1s")).isEqualTo(1);
    assertThat(err.toString()).containsOnlyOnce("Not one call was answered.");
    assertThat(run("run", "--local", "--scale=0", "--load=paused", "--for=1s"))
        .as("nobody asked for any")
        .isZero();
  }

  @Test
  void every_pod_is_in_the_last_table_and_no_line_is_wider_than_the_terminal(@TempDir Path folder)
      throws IOException {
    Path json = folder.resolve("run.json");
    run(
        "run",
        "--local",
        "--instant-pods",
        "--scale=3",
        "--scale=9@1s",
        "--for=3s",
        "--width=80",
        "--json=" + json);
    assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    JsonNode pods = new ObjectMapper().readTree(json.toFile()).get("pods");
    assertThat(pods).hasSize(9);
    assertThat(pods.findValues("channelz")).extracting(JsonNode::asLong).contains(0L);
    pods.fieldNames()
        .forEachRemaining(
            name ->
                assertThat(out.toString())
                    .containsPattern("(?m)^" + Pod.shortName(name) + " .* \\d+\\.\\d%$"));
  }

  @Test
  void experiments_make_their_own_changes() {
    assertThat(run("experiments", "--local", "--only=1", "--kill=any@5s")).isEqualTo(2);
    assertThat(err.toString()).contains("--kill any@5s: experiments make their own changes");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_example_of_the_help_is_one_that_is_understood(String command) {
    CommandLine roundabout = commandLine();
    CommandLine one =
        command.isEmpty()
            ? roundabout
            : Optional.ofNullable(roundabout.getSubcommands().get(command)).orElseThrow();
    String[] examples = one.getCommandSpec().usageMessage().footer();
    assertThat(examples).hasSize(3);
    for (String example : examples) {
      List<String> words = List.of(example.strip().split(" "));
      assertThat(words).startsWith("roundabout");
      assertThat(words).contains(command.isEmpty() ? "roundabout" : command);
      assertThatCode(
              () -> commandLine().parseArgs(words.subList(1, words.size()).toArray(String[]::new)))
          .describedAs(example)
          .doesNotThrowAnyException();
    }
  }

  static Stream<String> commands() {
    return Stream.of(
        "", "window", "run", "experiments", "deploy", "undeploy", "job", "preflight", "bench");
  }

  @Test
  void help_lists_flags_by_what_they_are_about() {
    assertThat(run("run", "--help")).isZero();
    assertThat(out.toString())
        .containsSubsequence(
            "Usage: roundabout run",
            "What to look at:",
            "--context",
            "Client and load:",
            "--load",
            "Re-resolving:",
            "--gate",
            "Changes of the cluster:",
            "--scale",
            "--yes-change",
            "Output:",
            "--json",
            "Examples:");
  }

  @Test
  void experiments_say_what_was_seen_and_leave_the_pods_where_they_are(@TempDir Path folder)
      throws IOException {
    Path json = folder.resolve("experiments.json");
    int code = run("experiments", "--local", "--instant-pods", "--only=1,4", "--json=" + json);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("✓ all calls on one pod", "article: 3000 on one pod")
        .contains("✓ every pod got 1000 ± 1")
        .containsPattern("(?s)seen: (\\w+) 3,000\\R.*seen: [^\\n]*\\1 ");
    assertThat(folder).isDirectoryContaining(json::equals);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
    assertThat(out.toString()).contains("2 of 2 held");
    assertIsWhatWasSeen(new ObjectMapper().readTree(json.toFile()));
  }

  private static void assertIsWhatWasSeen(JsonNode report) {
    assertThat(report.path("grpc").asText()).matches("1\\.\\d+\\.\\d+");
    assertThat(report.path("cluster").path("kind").asText()).isEqualTo("embedded");
    JsonNode first = report.path("experiments").path(0);
    assertThat(first.path("number").asInt()).isEqualTo(1);
    assertThat(first.path("result").asText()).isEqualTo("HELD");
    assertThat(first.path("setting").path("service").asText()).isEqualTo("ClusterIP");
    assertThat(first.path("checks").path(0).path("article").asText()).isEqualTo("3000 on one pod");
    assertThat(first.path("seconds")).isNotEmpty();
    JsonNode step = first.path("steps").path(0);
    assertThat(step.path("narration").asText()).contains("3,000 calls");
    assertThat(step.path("requests").findValues("requests"))
        .extracting(JsonNode::asLong)
        .containsExactlyInAnyOrder(3000L, 0L, 0L);
  }

  @Test
  void a_report_that_could_not_be_written_is_refused_before_anything_is_done(@TempDir Path folder) {
    Path nowhere = folder.resolve("none").resolve("experiments.json");
    assertThat(run("experiments", "--local", "--only=1", "--json=" + nowhere)).isEqualTo(2);
    assertThat(err.toString()).contains("--json cannot write to", "make that folder");
    assertThat(run("experiments", "--local", "--only=1", "--json=" + folder)).isEqualTo(2);
    assertThat(err.toString()).contains("is a folder: name a file in it");
    assertThat(run("experiments", "--local", "--only=1", "--report=a.pdf")).isEqualTo(2);
    assertThat(err.toString()).contains("name a file .html or .md");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void experiments_are_listed_and_unknown_numbers_refused() {
    assertThat(run("experiments", "--list")).isZero();
    assertThat(out.toString()).contains(" 1  ClusterIP, one client", "11  A frozen pod");
    assertThat(run("experiments", "--only=99")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no experiment 99; --list shows all");
  }

  @Test
  void a_run_prints_a_line_a_second_and_books_that_balance(@TempDir Path folder)
      throws IOException {
    Path json = folder.resolve("run.json");
    int code =
        run(
            "run",
            "--instant-pods",
            "--for=3s",
            "--scale=2",
            "--scale=4@1s",
            "--policy=pick_first",
            "--load=500/s",
            "--json=" + json);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("embedded cluster", "there is no kubeconfig")
        .contains("you scaled server 2 → 4", "sent ", " = ok ");

    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("balances").asBoolean()).isTrue();
    assertThat(report.get("ledger").get("ok").asLong()).isPositive();
    assertThat(report.get("pods")).isNotEmpty();
    report
        .get("pods")
        .forEach(
            pod -> {
              assertThat(pod.get("streams").asLong()).isEqualTo(pod.get("channelz").asLong());
              assertThat(pod.get("answers").asLong()).isEqualTo(pod.get("channelz").asLong());
            });
    assertThat(report.get("seconds")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(report.get("settings").get("policy").asText()).isEqualTo("PICK_FIRST");
  }

  @Test
  void a_context_that_is_not_there_ends_the_run_and_says_which_there_are() throws IOException {
    files().home(Kubeconfigs.text("prod", "https://api.example.com", "{}"));
    assertThat(run("run", "--context=stage", "--for=1h")).isEqualTo(1);
    assertThat(err.toString()).containsOnlyOnce("There is no context stage").contains("prod");
    assertThat(out.toString()).doesNotContain("There is no context stage", "channelz");
  }

  @Test
  void a_current_context_that_is_not_local_is_left_alone_and_offered() throws IOException {
    files().home(Kubeconfigs.text("prod", "https://api.example.com", "{}"));
    assertThat(run("run", "--instant-pods", "--for=1s")).isZero();
    assertThat(out.toString())
        .contains("embedded cluster", "context prod is not local", "--context");
  }

  @Test
  void a_broken_kubeconfig_is_named_and_the_embedded_cluster_runs() throws IOException {
    files().home("contexts: [");
    assertThat(run("run", "--instant-pods", "--for=1s")).isZero();
    assertThat(out.toString()).contains("embedded cluster", "config cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy", "undeploy", "job"})
  void what_changes_a_cluster_needs_one(String command) {
    assertThat(run(command)).isEqualTo(1);
    assertThat(err.toString()).contains("There is no kubeconfig");
    assertThat(run(command, "--local")).isEqualTo(2);
    assertThat(run(command, "--context")).isEqualTo(2);
  }

  private Kubeconfigs files() {
    return new Kubeconfigs(home);
  }

  private int run(String... args) {
    CommandLine commandLine = commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }

  private CommandLine commandLine() {
    return Main.commandLine(
        new Machine(
            files().source(), new BufferedReader(new StringReader("")), OptionalInt.of(300)));
  }
}
