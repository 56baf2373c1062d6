package dev.roundabout.viz.ui.job;

import dev.roundabout.viz.model.JobRun;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one pod answered to the client inside the cluster.
 *
 * @param name short
 * @param full the whole id or name
 * @param place of the pod, for its colour; -1 where the id is that of no pod on screen
 * @param share of all answers so far, 0 to 1
 */
record JobLine(String name, String full, int place, long count, double share) {
  /** Enough of a UUID to tell it from others. */
  private static final int ID_LENGTH = 8;

  /** The pods by place, those without an answer too where they are ready; then other ids. */
  static List<JobLine> of(JobRun run, List<PodRow> pods) {
    Map<String, Long> left = new HashMap<>(run.answersById());
    long all = left.values().stream().mapToLong(Long::longValue).sum();
    boolean known = pods.stream().anyMatch(row -> left.containsKey(row.pod().name()));
    List<JobLine> lines = new ArrayList<>();
    for (PodRow row : pods) {
      Long answers = left.remove(row.pod().name());
      if (answers != null || (known && row.pod().isReady())) {
        long count = answers == null ? 0 : answers;
        lines.add(line(row.pod().shortName(), row.pod().name(), row.place(), count, all));
      }
    }
    left.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .forEach(
            entry ->
                lines.add(
                    line(shortened(entry.getKey()), entry.getKey(), -1, entry.getValue(), all)));
    return List.copyOf(lines);
  }

  private static JobLine line(String name, String full, int place, long count, long all) {
    return new JobLine(name, full, place, count, all == 0 ? 0 : (double) count / all);
  }

  private static String shortened(String id) {
    String shortName = Pod.shortName(id);
    return shortName.length() <= ID_LENGTH
        ? shortName
        : id.substring(0, Math.min(ID_LENGTH, id.length()));
  }
}
