package dev.roundabout.viz.ui.commands;

import dev.roundabout.viz.model.ResolverMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** The times that − and + step through, by what each way of re-resolving has to be set. */
public enum Ladder {
  /** Of {@link ResolverMode#ON_DISCONNECT}, in the seconds that it may have. */
  GATE("Gate", "gate", 0, 1, 2, 5, 10, 15, 20, 30, 45, 60),
  AGE("Max connection age", "age", 1, 2, 3, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600),
  POLL("Poll interval", "poll", 0.2, 0.5, 1, 2, 3, 5, 10, 15, 30, 60);

  private final String label;
  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // a list that nobody can change
  private final List<Duration> steps;

  Ladder(String label, String word, double... seconds) {
    this.label = label;
    this.word = word;
    this.steps =
        DoubleStream.of(seconds)
            .mapToObj(value -> Duration.ofMillis(Math.round(value * 1000)))
            .toList();
  }

  public String label() {
    return label;
  }

  /** Its label in one word. */
  public String word() {
    return word;
  }

  public Duration min() {
    return steps.get(0);
  }

  public Duration max() {
    return steps.get(steps.size() - 1);
  }

  /** The next shorter or longer step; empty at the end. */
  public Optional<Duration> next(Duration from, boolean longer) {
    return longer
        ? steps.stream().filter(step -> step.compareTo(from) > 0).findFirst()
        : steps.stream().filter(step -> step.compareTo(from) < 0).reduce((one, other) -> other);
  }

  /** What this mode has to be set; empty where it has nothing. */
  public static Optional<Ladder> of(ResolverMode mode) {
    return switch (mode) {
      case ON_DISCONNECT -> Optional.of(GATE);
      case MAX_CONNECTION_AGE -> Optional.of(AGE);
      case POLL_DNS -> Optional.of(POLL);
      case WATCH_ENDPOINTS, AS_SHIPPED -> Optional.empty();
    };
  }
}
