package dev.roundabout.viz.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The experiments: which there are, and the one that is under way.
 *
 * @param offers by their numbers; none while no cluster is open
 * @param held the numbers of those whose newest run held, since the program began
 */
public record Experiments(List<Offer> offers, Optional<ExperimentRun> run, Set<Integer> held) {
  public static final Experiments NONE = new Experiments(List.of(), Optional.empty(), Set.of());

  /**
   * An experiment that can be begun.
   *
   * @param number by which it is asked for
   * @param obstacle why it cannot be done on this kind of cluster; empty where it can
   */
  public record Offer(int number, String title, String question, Optional<String> obstacle) {}

  public Experiments {
    offers = List.copyOf(offers);
    held = Set.copyOf(held);
  }

  Experiments with(List<Offer> value) {
    return new Experiments(value, run, held);
  }

  Experiments with(Optional<ExperimentRun> value) {
    Set<Integer> holding = new HashSet<>(held);
    value
        .filter(ExperimentRun::isDone)
        .ifPresent(
            now -> {
              holding.remove(now.number());
              if (now.holds()) {
                holding.add(now.number());
              }
            });
    return new Experiments(offers, value, holding);
  }
}
