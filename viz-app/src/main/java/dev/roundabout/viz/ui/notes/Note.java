package dev.roundabout.viz.ui.notes;

import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.ui.kit.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said of one pod, or of several in the same phase.
 *
 * @param pods which ones, in words
 * @param help a line for a terminal that helps; empty where there is none
 */
record Note(String pods, Pod.Phase phase, String text, String help) {
  private record Key(Pod.Phase phase, String text) {
    /** What helps the first of them helps them all, or tells of one what there is to know. */
    Note of(List<Pod> pods) {
      return new Note(name(pods), phase, text, pods.get(0).help());
    }
  }

  static List<Note> of(List<Pod> pods) {
    Map<Key, List<Pod>> alike = new LinkedHashMap<>();
    for (Pod pod : pods) {
      if (!pod.note().isEmpty() && !isLeaving(pod)) {
        Key key = new Key(pod.phase(), pod.note());
        alike.computeIfAbsent(key, same -> new ArrayList<>()).add(pod);
      }
    }
    return alike.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> rank(entry.getKey().phase())))
        .map(entry -> entry.getKey().of(entry.getValue()))
        .toList();
  }

  /** First what a command can help. */
  private static int rank(Pod.Phase phase) {
    return switch (phase) {
      case IMAGE_PULL -> 0;
      case BACK_OFF -> 1;
      case FAILED -> 2;
      default -> 3;
    };
  }

  private static boolean isLeaving(Pod pod) {
    return pod.phase() == Pod.Phase.TERMINATING || pod.phase() == Pod.Phase.GONE;
  }

  private static String name(List<Pod> pods) {
    return pods.size() == 1 ? pods.get(0).shortName() : Numbers.of(pods.size(), "pod");
  }
}
