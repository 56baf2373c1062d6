package dev.roundabout.viz.ui.kit;

/**
 * How smoothly the window draws, over at most the last minute.
 *
 * @param frames how many pulses were measured
 * @param fps frames drawn in the last second
 * @param interval from pulse to pulse
 * @param cost of rendering, styling and layout on the JavaFX application thread, per pulse
 */
public record FrameStats(int frames, double fps, Spread interval, Spread cost) {
  public static final FrameStats NONE = new FrameStats(0, 0, Spread.NONE, Spread.NONE);

  /** In milliseconds. */
  public record Spread(double p50, double p99, double max, double mean) {
    static final Spread NONE = new Spread(0, 0, 0, 0);
  }
}
