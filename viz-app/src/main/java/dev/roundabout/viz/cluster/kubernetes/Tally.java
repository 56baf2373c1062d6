package dev.roundabout.viz.cluster.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the client's output says: the article's {@code | sort | uniq -c}. Any thread. */
final class Tally {
  /**
   * The article's servers answer with a UUID, which the name of the pod follows where the client
   * was asked for it; the JVM's own words are neither.
   */
  private static final Pattern ANSWER =
      Pattern.compile(
          "(?<id>\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12})( (?<pod>[a-z0-9.-]+))?");

  private static final Pattern FAILURES = Pattern.compile("failed [A-Z_]+ \\d+ of \\d+");

  private final Map<String, Long> answers = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  /** Takes one whole line. */
  synchronized void line(String line) {
    Matcher answer = ANSWER.matcher(line);
    if (answer.matches()) {
      String pod = Objects.requireNonNullElse(answer.group("pod"), answer.group("id"));
      answers.merge(pod, 1L, Long::sum);
    } else if (FAILURES.matcher(line).matches()) {
      failures.add(line);
    }
  }

  /** By the pod's name; by the id where an older client's image does not tell it. */
  synchronized Map<String, Long> answersById() {
    return Map.copyOf(answers);
  }

  synchronized long answers() {
    return answers.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The client's own count of failed calls, such as {@code failed UNAVAILABLE 12 of 3000}. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }
}
