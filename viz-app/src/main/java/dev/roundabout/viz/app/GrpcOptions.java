package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The flags for gRPC's own answers to what goes wrong, for streams, and for freezing pods. */
final class GrpcOptions {

  @Option(
      names = "--switch",
      paramLabel = "NAME=on|off[@TIME]",
      converter = Switched.class,
      description =
          "shuffleAddressList, retryPolicy, waitForReady, healthCheckConfig, keepalive,"
              + " outlier_detection or random_subsetting; all off at the start. May be repeated.")
  private List<Timed<Action>> switches = new ArrayList<>();

  @Option(
      names = "--streams",
      paramLabel = "N[@TIME]",
      converter = Streams.class,
      description = "Server-streaming calls that are held open, 0 (at the start) to 200.")
  private List<Timed<Action>> streams = new ArrayList<>();

  @Option(
      names = "--freeze",
      paramLabel = "POD@TIME",
      converter = Timed.PodName.class,
      description =
          "Freezes a pod by its short name, or 'any' that serves: it accepts and never answers. May"
              + " be repeated.")
  private List<Timed<String>> freeze = new ArrayList<>();

  @Option(
      names = "--thaw",
      paramLabel = "POD@TIME",
      converter = Timed.PodName.class,
      description = "Lets a frozen pod go on, by its short name, or 'any'. May be repeated.")
  private List<Timed<String>> thaw = new ArrayList<>();

  /** Changes of the client's settings. */
  Stream<Timed<Action>> settings() {
    return Stream.of(switches, streams).flatMap(List::stream);
  }

  /** What happens to pods. */
  Stream<Script.Step> pods() {
    return Stream.concat(
        freeze.stream()
            .map(
                pod ->
                    Script.Step.onPod(
                        pod,
                        row -> row.standing() == Standing.SERVING && !row.pod().frozen(),
                        name -> new Action.Freeze(name, true))),
        thaw.stream()
            .map(
                pod ->
                    Script.Step.onPod(
                        pod, GrpcOptions::isFrozen, name -> new Action.Freeze(name, false))));
  }

  private static boolean isFrozen(PodRow row) {
    return row.pod().frozen();
  }

  static final class Switched extends Timed.Converter<Action> {
    Switched() {
      super(Switched::action);
    }

    private static Action action(String text) {
      int separator = text.indexOf('=');
      if (separator < 0) {
        throw new IllegalArgumentException(
            "'" + text + "' is neither on nor off: write " + text + "=on");
      }
      String value = text.substring(separator + 1);
      if (!value.equals("on") && !value.equals("off")) {
        throw new IllegalArgumentException("'" + value + "' is neither on nor off");
      }
      return new Action.SetSwitch(
          Timed.oneOf(GrpcSwitch.values(), GrpcSwitch::label, text.substring(0, separator)),
          value.equals("on"));
    }
  }

  static final class Streams extends Timed.Converter<Action> {
    Streams() {
      super(text -> new Action.SetStreams(Integer.parseInt(text)));
    }
  }
}
