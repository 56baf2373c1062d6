package dev.roundabout.viz.ui.kit;

import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of the newest snapshot, told once for all panels that show them. */
public final class PodRows {
  private @Nullable Snapshot last;
  private List<PodRow> rows = List.of();

  @SuppressWarnings("ReferenceEquality") // a snapshot is the same world only if it is the same
  public List<PodRow> of(Snapshot snapshot) {
    if (snapshot != last) {
      rows = PodRow.of(snapshot);
      last = snapshot;
    }
    return rows;
  }
}
