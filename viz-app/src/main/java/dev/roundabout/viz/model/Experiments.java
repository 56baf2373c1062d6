package dev.roundabout.viz.model;

import java.util.List;
import java.util.Optional;

/**
 * The experiments: which there are, and the one that is under way.
 *
 * @param offers by their numbers; none while no cluster is open
 */
public record Experiments(List<Offer> offers, Optional<ExperimentRun> run) {
  public static final Experiments NONE = new Experiments(List.of(), Optional.empty());

  /**
   * An experiment that can be begun.
   *
   * @param number by which it is asked for
   * @param obstacle why it cannot be done on this kind of cluster; empty where it can
   */
  public record Offer(int number, String title, String question, Optional<String> obstacle) {}

  public Experiments {
    offers = List.copyOf(offers);
  }

  Experiments with(List<Offer> value) {
    return new Experiments(value, run);
  }

  Experiments with(Optional<ExperimentRun> value) {
    return new Experiments(offers, value);
  }
}
