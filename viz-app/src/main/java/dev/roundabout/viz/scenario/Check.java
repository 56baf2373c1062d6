package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Verdict;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an experiment must show.
 *
 * @param expected in words, with the tolerance
 * @param article the article's figure; empty where it has none
 */
public record Check(String expected, Optional<String> article, Function<Evidence, Seen> judge) {

  /**
   * What came of it.
   *
   * @param words the figures that were seen
   */
  public record Seen(boolean holds, String words) {}

  static Check of(String expected, Function<Evidence, Seen> judge) {
    return new Check(expected, Optional.empty(), judge);
  }

  Check article(String figure) {
    return new Check(expected, Optional.of(figure), judge);
  }

  Verdict against(Evidence evidence) {
    Seen seen = judge.apply(evidence);
    return new Verdict(seen.holds(), expected, seen.words(), article);
  }

  /** {@code 7g67b 1000, hl7ww 1000}. */
  static String words(Map<String, Long> requests) {
    if (requests.isEmpty()) {
      return "nobody got a request";
    }
    return requests.entrySet().stream()
        .map(pod -> Pod.shortName(pod.getKey()) + " " + pod.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Largest less smallest. */
  static long gap(Collection<Long> counts) {
    long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    return most - counts.stream().mapToLong(Long::longValue).min().orElse(0);
  }
}
