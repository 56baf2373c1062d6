package dev.roundabout.viz.ui;

import dev.roundabout.viz.ui.kit.Theme;

/**
 * How the window starts.
 *
 * @param scale size of all type, 1 is normal; the nearest allowed one is taken
 * @param reducedMotion true: no dots move
 * @param width of what is in the window's frame, in pixels before any scaling of the screen
 * @param height the same
 */
public record UiOptions(
    Theme theme, double scale, boolean reducedMotion, double width, double height) {
  public static final UiOptions DEFAULT = new UiOptions(Theme.DARK, 1, false);

  /** In the size of most laptops. */
  public UiOptions(Theme theme, double scale, boolean reducedMotion) {
    this(theme, scale, reducedMotion, 1440, 900);
  }
}
