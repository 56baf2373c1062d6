package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.workload.DurationConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The flags for how clients learn of new addresses. */
final class ResolveOptions {

  @Option(
      names = "--resolve",
      paramLabel = "[CLIENT:]MODE[@TIME]",
      converter = Mode.class,
      description =
          "on-disconnect (at the start), max-connection-age, poll, watch or as-shipped (needs"
              + " --direct); 2:watch is for client 2. May be repeated.")
  private List<Timed<Action>> resolve = new ArrayList<>();

  @Option(
      names = "--gate",
      paramLabel = "AGE[@TIME]",
      converter = Gate.class,
      description =
          "A wish to ask again is discarded while the last answer is no older; 0s to 60s, 30s at"
              + " the start. May be repeated.")
  private List<Timed<Action>> gate = new ArrayList<>();

  @Option(
      names = "--poll",
      paramLabel = "INTERVAL[@TIME]",
      converter = Poll.class,
      description =
          "Time between two questions of --resolve poll; 200ms to 60s, 1s at the start. May be"
              + " repeated.")
  private List<Timed<Action>> poll = new ArrayList<>();

  @Option(
      names = "--resolve-now",
      paramLabel = "@TIME",
      converter = Now.class,
      description = "Every client asks at this time, whatever its mode. May be repeated.")
  private List<Timed<Action>> now = new ArrayList<>();

  @Option(
      names = "--max-connection-age",
      paramLabel = "AGE|off[@TIME]",
      converter = Age.class,
      description =
          "Servers close their connections after this age, 1s to 1h; in Kubernetes this rolls the"
              + " Deployment out. May be repeated.")
  private List<Timed<Action>> age = new ArrayList<>();

  @Option(
      names = "--max-connection-age-grace",
      paramLabel = "TIME|off",
      converter = Grace.Converter.class,
      description =
          "How long calls may go on after the age of --max-connection-age, 0s or more, or off for"
              + " ever; 5s unless given.")
  private Grace grace = new Grace(ConnectionAge.DEFAULT.grace());

  /** Changes of the client's settings. */
  Stream<Timed<Action>> settings() {
    return Stream.of(resolve, gate, poll).flatMap(List::stream);
  }

  /** What is asked for while the session runs, be it right after its start. */
  Stream<Script.Step> steps() {
    return Stream.concat(
        now.stream().map(timed -> Script.Step.of("--resolve-now", timed)),
        age.stream().map(timed -> Script.Step.of("--max-connection-age", graced(timed))));
  }

  private Timed<Action> graced(Timed<Action> timed) {
    return new Timed<>(
        timed.value() instanceof Action.SetConnectionAge set
            ? new Action.SetConnectionAge(
                set.age().map(age -> new ConnectionAge(age.age(), grace.time())))
            : timed.value(),
        timed.at(),
        timed.text());
  }

  /** How clients re-resolve, in the words of the command line. */
  static String words(Settings settings) {
    return IntStream.rangeClosed(1, settings.clients())
        .mapToObj(settings.resolving()::modeOf)
        .distinct()
        .map(ResolveOptions::flag)
        .collect(Collectors.joining("+"));
  }

  /** The name of a mode on the command line. */
  static String flag(ResolverMode mode) {
    return switch (mode) {
      case ON_DISCONNECT -> "on-disconnect";
      case MAX_CONNECTION_AGE -> "max-connection-age";
      case POLL_DNS -> "poll";
      case WATCH_ENDPOINTS -> "watch";
      case AS_SHIPPED -> "as-shipped";
    };
  }

  static final class Mode extends Timed.Converter<Action> {
    Mode() {
      super(Mode::action);
    }

    private static Action action(String text) {
      int separator = text.indexOf(':');
      OptionalInt client =
          separator < 0
              ? OptionalInt.empty()
              : OptionalInt.of(client(text.substring(0, separator)));
      return new Action.SetResolver(
          client,
          Timed.oneOf(ResolverMode.values(), ResolveOptions::flag, text.substring(separator + 1)));
    }

    private static int client(String text) {
      return new WholeNumber.Client().convert(text);
    }
  }

  static final class Gate extends Timed.Converter<Action> {
    Gate() {
      super(text -> new Action.SetGate(duration(text)));
    }
  }

  static final class Poll extends Timed.Converter<Action> {
    Poll() {
      super(text -> new Action.SetPollInterval(duration(text)));
    }
  }

  static final class Now extends Timed.Converter<Action> {
    Now() {
      super(Now::action);
    }

    private static Action action(String text) {
      if (!text.isEmpty()) {
        throw new IllegalArgumentException("'" + text + "' is not a time: write @5s");
      }
      return new Action.ResolveNow();
    }
  }

  static final class Age extends Timed.Converter<Action> {
    Age() {
      super(
          text ->
              new Action.SetConnectionAge(
                  text.equals("off")
                      ? Optional.empty()
                      : Optional.of(
                          new ConnectionAge(duration(text), ConnectionAge.DEFAULT.grace()))));
    }
  }

  /** An Optional would be taken apart by picocli; empty for ever. */
  private record Grace(Optional<Duration> time) {
    static final class Converter implements ITypeConverter<Grace> {
      @Override
      public Grace convert(String text) {
        return new Grace(text.equals("off") ? Optional.empty() : Optional.of(duration(text)));
      }
    }
  }

  private static Duration duration(String text) {
    return new DurationConverter().convert(text);
  }
}
