package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Autoscaling;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.workload.DurationConverter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a flag asks for and when, written {@code value@time}: {@code --scale 5@10s}. Without a time
 * it holds from the start.
 *
 * @param text as it was written
 */
record Timed<T>(T value, Duration at, String text) {

  boolean isAtStart() {
    return at.isZero();
  }

  /** Reads the value; what is wrong with it becomes a usage error. */
  abstract static class Converter<T> implements ITypeConverter<Timed<T>> {
    private final Function<String, T> parser;

    Converter(Function<String, T> parser) {
      this.parser = parser;
    }

    @Override
    public Timed<T> convert(String text) {
      int separator = text.lastIndexOf('@');
      String value = separator < 0 ? text : text.substring(0, separator);
      String time = separator < 0 ? "0" : text.substring(separator + 1);
      try {
        return new Timed<>(parser.apply(value), new DurationConverter().convert(time), text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + value + "' is not a whole number");
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  static final class Scale extends Converter<Action> {
    Scale() {
      super(text -> new Action.Scale(Integer.parseInt(text)));
    }
  }

  static final class Clients extends Converter<Action> {
    Clients() {
      super(text -> new Action.SetClients(Integer.parseInt(text)));
    }
  }

  static final class Work extends Converter<Action> {
    Work() {
      super(text -> new Action.SetWork(new DurationConverter().convert(text)));
    }
  }

  static final class Autoscaler extends Converter<Action> {
    Autoscaler() {
      super(text -> new Action.SetAutoscaler(bounds(text)));
    }

    private static Optional<Autoscaling> bounds(String text) {
      if (text.equals("off")) {
        return Optional.empty();
      }
      String[] ends = text.split("-", 2);
      if (ends.length < 2) {
        throw new IllegalArgumentException("'" + text + "' is not a range like 2-10, nor off");
      }
      return Optional.of(new Autoscaling(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])));
    }
  }

  static final class Burst extends Converter<Action> {
    Burst() {
      super(text -> new Action.Burst(Integer.parseInt(text)));
    }
  }

  static final class Streams extends Converter<Action> {
    Streams() {
      super(text -> new Action.SetStreams(Integer.parseInt(text)));
    }
  }

  static final class Policy extends Converter<Action> {
    Policy() {
      super(text -> new Action.SetPolicy(oneOf(LbPolicy.values(), LbPolicy::label, text)));
    }
  }

  static final class Service extends Converter<Action> {
    Service() {
      super(text -> new Action.UseService(oneOf(ServiceKind.values(), ServiceKind::label, text)));
    }
  }

  static final class Sending extends Converter<Action> {
    Sending() {
      super(Sending::load);
    }

    private static Action load(String text) {
      return switch (text) {
        case "paused" -> new Action.SetRunning(false);
        case "running" -> new Action.SetRunning(true);
        case "sequential" -> new Action.SetLoad(new Load.Sequential(Duration.ZERO));
        case "new-connection" -> new Action.SetLoad(new Load.NewConnection());
        default -> new Action.SetLoad(numbered(text));
      };
    }

    private static Load numbered(String text) {
      try {
        return text.endsWith("/s")
            ? new Load.Rate(Integer.parseInt(text.substring(0, text.length() - 2)))
            : new Load.Concurrent(Integer.parseInt(text));
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is none of N/s, N, sequential, new-connection, paused, running, with N a whole"
                + " number");
      }
    }
  }

  /** A pod is there only once the session runs, so a time has to be given. */
  static final class PodName extends Converter<String> {
    PodName() {
      super(Function.identity());
    }

    @Override
    public Timed<String> convert(String text) {
      if (text.indexOf('@') < 0) {
        throw new TypeConversionException(
            "'" + text + "' does not say when: write " + text + "@5s");
      }
      if (text.startsWith("@")) {
        throw new TypeConversionException(
            "'" + text + "' does not say which pod: write any" + text);
      }
      return super.convert(text);
    }
  }

  static <E> E oneOf(E[] choices, Function<E, String> label, String text) {
    return Arrays.stream(choices)
        .filter(choice -> label.apply(choice).equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is none of "
                        + Arrays.stream(choices).map(label).collect(Collectors.joining(", "))));
  }
}
