package dev.roundabout.workload;

import dev.roundabout.proto.Res;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Who answered, and what failed. Not thread-safe. */
final class BatchResult {

  /** One server's part. */
  record Answers(String id, String pod, int count) {}

  private final Map<String, Answers> answers = new TreeMap<>();
  private final Map<Status.Code, Integer> failures = new EnumMap<>(Status.Code.class);

  void answered(Res answer) {
    answers.merge(
        answer.getId(),
        new Answers(answer.getId(), answer.getPod(), 1),
        (before, one) -> new Answers(before.id(), before.pod(), before.count() + 1));
  }

  void failed(Status.Code code) {
    failures.merge(code, 1, Integer::sum);
  }

  /** The servers that answered, by id. */
  List<Answers> answers() {
    return List.copyOf(answers.values());
  }

  /** Failed calls by status code; empty if none failed. */
  Map<Status.Code, Integer> failures() {
    return Map.copyOf(failures);
  }

  /** Calls that ended, well or not. */
  int total() {
    return answers.values().stream().mapToInt(Answers::count).sum() + failed();
  }

  int failed() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** One line for each status code, such as {@code failed UNAVAILABLE 12 of 3000}. */
  List<String> failureLines() {
    List<String> lines = new ArrayList<>();
    failures.forEach((code, count) -> lines.add("failed " + code + " " + count + " of " + total()));
    return lines;
  }

  /** A header, one row for each server, then one for each status code of failed calls. */
  List<String> table() {
    int width = answers.values().stream().mapToInt(row -> row.pod().length()).max().orElse(0);
    int podWidth = Math.max(3, width);
    List<String> lines = new ArrayList<>();
    lines.add(line("ID", "POD", podWidth, "COUNT", "SHARE"));
    answers.values().forEach(row -> lines.add(row(row.id(), row.pod(), podWidth, row.count())));
    failures.forEach((code, count) -> lines.add(row("failed " + code, "", podWidth, count)));
    return lines;
  }

  private String row(String id, String pod, int podWidth, int count) {
    String share = String.format(Locale.ROOT, "%.1f%%", 100.0 * count / total());
    return line(id, pod.isEmpty() ? "-" : pod, podWidth, Integer.toString(count), share);
  }

  private static String line(String id, String pod, int podWidth, String count, String share) {
    return String.format(
        Locale.ROOT, "%-36s  %-" + podWidth + "s  %7s  %6s", id, pod, count, share);
  }
}
