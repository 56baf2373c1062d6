package dev.roundabout.viz.ui.kit;

import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/** Tooltips. */
public final class Tips {
  /** Readable from afar, and narrower than the window. */
  private static final double MAX_WIDTH = 560;

  private Tips() {}

  /** A tooltip that comes soon, stays while the mouse does, and wraps. */
  public static Tooltip of(String text) {
    Tooltip tip = new Tooltip(text);
    tip.setShowDelay(Duration.millis(400));
    tip.setShowDuration(Duration.INDEFINITE);
    tip.setWrapText(true);
    // Escape belongs to the field or the box below the mouse.
    tip.setHideOnEscape(false);
    tip.setMaxWidth(MAX_WIDTH);
    return tip;
  }
}
