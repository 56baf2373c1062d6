package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Figure;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an experiment must show.
 *
 * @param expected in words, with the tolerance
 * @param article the article's figure; empty where it has none
 * @param by name of the step whose end decides it; empty for the last
 */
public record Check(
    String expected,
    Optional<String> article,
    Optional<String> by,
    Function<Evidence, Seen> judge) {

  /**
   * What came of it.
   *
   * @param words the figures that were seen
   * @param figures those that can be drawn
   */
  public record Seen(boolean holds, String words, List<Figure> figures) {
    Seen(boolean holds, String words) {
      this(holds, words, List.of());
    }
  }

  static Check of(String expected, Function<Evidence, Seen> judge) {
    return new Check(expected, Optional.empty(), Optional.empty(), judge);
  }

  Check article(String figure) {
    return new Check(expected, Optional.of(figure), by, judge);
  }

  /** Judged at the end of this step, while later ones go on; it needs none of them. */
  Check decidedBy(String step) {
    return new Check(expected, article, Optional.of(step), judge);
  }

  Verdict against(Evidence evidence) {
    Seen seen = judge.apply(evidence);
    return new Verdict(seen.holds(), expected, seen.words(), article, seen.figures());
  }

  /** {@code 7g67b 1,000, hl7ww 1,000}. */
  static String words(Map<String, Long> requests) {
    if (requests.isEmpty()) {
      return "nobody got a request";
    }
    return requests.entrySet().stream()
        .map(pod -> Pod.shortName(pod.getKey()) + " " + count(pod.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** {@code 12,633}. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Largest less smallest. */
  static long gap(Collection<Long> counts) {
    long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    return most - counts.stream().mapToLong(Long::longValue).min().orElse(0);
  }
}
