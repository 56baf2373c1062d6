package dev.roundabout.viz.ui;

import dev.roundabout.viz.ui.kit.Theme;

/**
 * How the window starts.
 *
 * @param scale size of all type, 1 is normal; the nearest allowed one is taken
 * @param reducedMotion true: no dots move
 */
public record UiOptions(Theme theme, double scale, boolean reducedMotion) {
  public static final UiOptions DEFAULT = new UiOptions(Theme.DARK, 1, false);
}
