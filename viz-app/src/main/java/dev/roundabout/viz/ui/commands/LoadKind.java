package dev.roundabout.viz.ui.commands;

import dev.roundabout.viz.model.Load;
import java.time.Duration;

/** The kinds of load, each with what the slider sets and where it starts. */
public enum LoadKind {
  SEQUENTIAL("Sequential", 1, 1, 1),
  CONCURRENT("Concurrent", 1, 1_000, 64),
  RATE("Rate", 1, Load.MAX_RATE, 200),
  NEW_CONNECTION("New connection", 1, 1, 1);

  private final String label;
  private final int min;
  private final int max;
  private final int start;

  LoadKind(String label, int min, int max, int start) {
    this.label = label;
    this.min = min;
    this.max = max;
    this.start = start;
  }

  public static LoadKind of(Load load) {
    if (load instanceof Load.Rate) {
      return RATE;
    }
    if (load instanceof Load.NewConnection) {
      return NEW_CONNECTION;
    }
    return load instanceof Load.Concurrent ? CONCURRENT : SEQUENTIAL;
  }

  public String label() {
    return label;
  }

  /** The least that the slider sets. */
  public int min() {
    return min;
  }

  /** The most that the slider sets. */
  public int max() {
    return max;
  }

  /** The load that choosing this kind asks for. */
  public Load start() {
    return load(start);
  }

  /** Whether there is something for the slider to set. */
  public boolean hasNumber() {
    return min < max;
  }

  /** A load of this kind; the value is for those that have a number. */
  public Load load(int value) {
    return switch (this) {
      case SEQUENTIAL -> new Load.Sequential(Duration.ZERO);
      case CONCURRENT -> new Load.Concurrent(value);
      case RATE -> new Load.Rate(value);
      case NEW_CONNECTION -> new Load.NewConnection();
    };
  }

  /** The value of a load: calls a second or calls in flight. */
  public static int valueOf(Load load) {
    if (load instanceof Load.Rate rate) {
      return rate.perSecond();
    }
    return load instanceof Load.Concurrent concurrent ? concurrent.inFlight() : 1;
  }
}
