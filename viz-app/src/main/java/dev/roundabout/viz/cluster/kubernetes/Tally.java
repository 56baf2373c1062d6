package dev.roundabout.viz.cluster.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the client's output says: the article's {@code | sort | uniq -c}. Any thread. */
final class Tally {
  /** The article's servers answer with a UUID; the JVM's own words are none. */
  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private static final Pattern FAILURES = Pattern.compile("failed [A-Z_]+ \\d+ of \\d+");

  private final Map<String, Long> answers = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  /** Takes one whole line. */
  synchronized void line(String line) {
    if (ID.matcher(line).matches()) {
      answers.merge(line, 1L, Long::sum);
    } else if (FAILURES.matcher(line).matches()) {
      failures.add(line);
    }
  }

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
