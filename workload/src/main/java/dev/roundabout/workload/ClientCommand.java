package dev.roundabout.workload;

import dev.roundabout.proto.Res;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code workload client}: the article's batch client. Exit code 1 if any call failed. */
@Command(
    name = "client",
    description = {
      "Makes a number of calls, over one channel unless told otherwise, and prints the id of each answer on its own line,",
      "for `| sort | uniq -c`. Failed calls are counted by status code on standard error."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    versionProvider = Main.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ClientCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--target",
      required = true,
      defaultValue = "${env:TARGET}",
      description = "gRPC target such as server:9090 or dns:///server:9090, env TARGET.")
  private String target;

  @Option(names = "--requests", defaultValue = "3000", description = "Calls in all.")
  private int requests;

  @Option(
      names = "--concurrency",
      defaultValue = "1",
      description = "Most calls in flight at a time; the article's concurrent run has 3000.")
  private int concurrency;

  @Option(
      names = "--interval",
      defaultValue = "0",
      converter = DurationConverter.class,
      description = "Pause between the starts of two calls, such as 50ms.")
  private Duration interval;

  @Option(
      names = "--policy",
      defaultValue = "pick_first",
      description = "Load-balancing policy: ${COMPLETION-CANDIDATES}.")
  private LbPolicyName policy;

  @Option(
      names = "--deadline",
      converter = DurationConverter.class,
      description = "Deadline of each call. Default: none, as in the article.")
  private Optional<Duration> deadline;

  @Option(
      names = "--new-connection-per-call",
      defaultValue = "${env:NEW_CONNECTION_PER_CALL:-false}",
      description =
          "Opens a channel for each call and closes it after, env NEW_CONNECTION_PER_CALL.")
  private boolean newConnectionPerCall;

  @Option(
      names = "--pods",
      defaultValue = "${env:SHOW_PODS:-false}",
      description = "Prints the name of the answering pod after its id, env SHOW_PODS.")
  private boolean pods;

  @Option(
      names = "--summary",
      description = "Prints a table of ids, pods, counts and shares instead of the ids.")
  private boolean summary;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Consumer<Res> onAnswer = summary ? answer -> {} : answer -> out.println(line(answer));
    BatchResult result = run(onAnswer);
    PrintWriter err = spec.commandLine().getErr();
    if (summary) {
      result.table().forEach(out::println);
    } else {
      result.failureLines().forEach(err::println);
    }
    out.flush();
    err.flush();
    return result.failed() == 0 ? 0 : 1;
  }

  private String line(Res answer) {
    return pods && !answer.getPod().isEmpty()
        ? answer.getId() + " " + answer.getPod()
        : answer.getId();
  }

  private BatchResult run(Consumer<Res> onAnswer) throws InterruptedException {
    try {
      var options =
          new BatchOptions(
              target, requests, concurrency, interval, policy, deadline, newConnectionPerCall);
      return new BatchClient(options, onAnswer).run();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
