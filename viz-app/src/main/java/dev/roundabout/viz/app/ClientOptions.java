package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The flags for the client under test, and for what it sends. */
final class ClientOptions {
  @Option(
      names = "--policy",
      paramLabel = "NAME[@TIME]",
      converter = Timed.Policy.class,
      description = "pick_first or round_robin (at the start). May be repeated.")
  private List<Timed<Action>> policy = new ArrayList<>();

  @Option(
      names = "--via",
      paramLabel = "KIND[@TIME]",
      converter = Timed.Service.class,
      description = "Service to call: clusterip or headless (at the start). May be repeated.")
  private List<Timed<Action>> via = new ArrayList<>();

  @Option(
      names = "--clients",
      paramLabel = "N[@TIME]",
      converter = Timed.Clients.class,
      description = "Channels side by side, 1 (at the start) to 16. May be repeated.")
  private List<Timed<Action>> clients = new ArrayList<>();

  @Option(
      names = "--load",
      paramLabel = "LOAD[@TIME]",
      converter = Timed.Sending.class,
      description =
          "N/s (open loop; 200/s at the start), N (calls in flight per client), sequential,"
              + " new-connection (sequential, each call over a connection of its own), paused or"
              + " running. May be repeated.")
  private List<Timed<Action>> load = new ArrayList<>();

  @Option(
      names = "--burst",
      paramLabel = "N[@TIME]",
      converter = Timed.Burst.class,
      description = "Sends N calls beside the load. May be repeated.")
  private List<Timed<Action>> burst = new ArrayList<>();

  @Option(
      names = "--streams",
      paramLabel = "N[@TIME]",
      converter = Timed.Streams.class,
      description = "Server-streaming calls that are held open, 0 (at the start) to 200.")
  private List<Timed<Action>> streams = new ArrayList<>();

  @Option(
      names = "--work",
      paramLabel = "TIME[@TIME]",
      converter = Timed.Work.class,
      description =
          "CPU time that the server uses for each call, such as 10ms; up to 10s. May be repeated.")
  private List<Timed<Action>> work = new ArrayList<>();

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = LongerThanZero.class,
      description = "Deadline of every call, longer than 0; 5s unless given.")
  private Duration deadline = Settings.initial().deadline();

  @Option(
      names = "--switch",
      paramLabel = "NAME=on|off[@TIME]",
      converter = Switched.class,
      description =
          "shuffleAddressList, retryPolicy, waitForReady, healthCheckConfig, keepalive,"
              + " outlier_detection or random_subsetting; all off at the start. May be repeated.")
  private List<Timed<Action>> switches = new ArrayList<>();

  /** Changes of the client's settings. */
  Stream<Timed<Action>> settings() {
    return Stream.of(policy, via, load, work, clients, switches, streams).flatMap(List::stream);
  }

  /** What is sent beside the load. */
  Stream<Timed<Action>> bursts() {
    return burst.stream();
  }

  Duration deadline() {
    return deadline;
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
}
