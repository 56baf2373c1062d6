package dev.roundabout.viz.ui.palette;

import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.util.List;
import javafx.scene.layout.StackPane;

/** Every pod with its state; a part of either finds it, and Enter chooses it in every panel. */
public final class PodSearch {
  private final Finder<PodRow> finder;
  private final ViewSettings view;

  /**
   * @param closed gives the focus back
   */
  public PodSearch(ViewSettings view, Runnable closed) {
    this.view = view;
    this.finder =
        new Finder<>(
            "pod-search",
            "pod",
            row -> row.pod().shortName() + " " + row.words(),
            list -> new PodCell(this::choose),
            this::choose,
            closed);
  }

  /** Lies over the window while it is open. */
  public StackPane node() {
    return finder.overlay().node();
  }

  public boolean isOpen() {
    return finder.overlay().isOpen();
  }

  /** Opens it with all of these; none that comes or goes meanwhile moves the list. */
  public void show(List<PodRow> all) {
    finder.show(all);
  }

  private void choose(PodRow row) {
    view.selectedPod().set(row.pod().name());
    finder.overlay().hide();
  }
}
