package dev.roundabout.viz.cluster.local;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The nodes that pods stand on, of which one at a time may take no pods. */
final class Nodes {
  private static final List<String> NAMES = List.of("embedded-node-1", "embedded-node-2");

  private Optional<String> cordoned = Optional.empty();

  /** It takes no pod until {@link #uncordon}. */
  void cordon(String node) {
    cordoned = Optional.of(node);
  }

  void uncordon() {
    cordoned = Optional.empty();
  }

  /**
   * The node with the fewest pods, the first of several, as a scheduler spreads them.
   *
   * @param used the node of each pod that is there
   */
  String place(List<String> used) {
    return NAMES.stream()
        .filter(node -> cordoned.filter(node::equals).isEmpty())
        .min(Comparator.comparingLong(node -> used.stream().filter(node::equals).count()))
        .orElseThrow();
  }
}
