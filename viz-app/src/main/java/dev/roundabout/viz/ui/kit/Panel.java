package dev.roundabout.viz.ui.kit;

import dev.roundabout.viz.model.Snapshot;
import javafx.scene.Node;

/**
 * A part of the window. It draws what a snapshot says and decides nothing.
 *
 * <p>Both methods are called on the JavaFX application thread.
 */
public interface Panel {

  /** The same node in every call. */
  Node node();

  /** Called once a pulse; returns at once where nothing that it shows has changed. Never blocks. */
  void render(Snapshot snapshot);

  /** Its share of a column, where 1 is that of most. */
  default double share() {
    return 1;
  }
}
