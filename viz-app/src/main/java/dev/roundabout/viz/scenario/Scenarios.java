package dev.roundabout.viz.scenario;

import java.util.List;
import java.util.stream.Stream;

/** Every experiment there is, in the order of their numbers. To add one, add it to its list. */
public final class Scenarios {
  private Scenarios() {}

  /**
   * Every experiment, in the order of the numbers.
   *
   * @param pace how long they take
   */
  public static List<Experiment> all(Pace pace) {
    return Stream.of(
            new Spreading(pace).all(),
            new Discovery(pace).all(),
            new Scaling(pace).all(),
            new Disturbance(pace).all())
        .flatMap(List::stream)
        .sorted((one, other) -> Integer.compare(one.number(), other.number()))
        .toList();
  }
}
