package dev.roundabout.viz.ui.kit;

import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodRow;
import java.util.ArrayList;
import java.util.List;

/** Everything that is known of a pod, for its tooltip. */
public final class PodTip {
  private PodTip() {}

  public static String of(PodRow row) {
    Pod pod = row.pod();
    List<String> lines = new ArrayList<>();
    lines.add(pod.name());
    String node = pod.node().isEmpty() ? "not scheduled yet" : "node " + pod.node();
    lines.add(pod.ip().orElse("no address yet") + " · " + node);
    boolean says = !row.words().equals(pod.phase().words());
    lines.add(pod.phase().words() + (says ? " · " + row.words() : ""));
    if (pod.restarts() > 0) {
      lines.add(Numbers.of(pod.restarts(), "restart"));
    }
    if (row.streams() > 0) {
      lines.add(Numbers.of(row.streams(), "open stream"));
    }
    if (!pod.note().isEmpty()) {
      lines.add(pod.note());
    }
    if (!pod.help().isEmpty()) {
      lines.add(pod.help());
    }
    return String.join("\n", lines);
  }
}
