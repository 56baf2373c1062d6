package dev.roundabout.viz.app;

import java.util.Map;
import javafx.application.Platform;

/** Starts JavaFX as suits a window of which little changes at a time, in many places. */
final class Toolkit {
  /**
   * Read once, by {@code com.sun.prism.impl.PrismSettings}. Without a graphics card a rounded
   * background drawn from a cached picture costs several times what drawing it anew does, and more
   * than six places that changed are otherwise drawn as one that spans them all.
   */
  private static final Map<String, String> PRISM =
      Map.of("prism.disableRegionCaching", "true", "prism.dirtyregioncount", "15");

  private Toolkit() {}

  /**
   * Starts it; what the command line says of drawing holds. Called once.
   *
   * @param then on the JavaFX application thread
   * @throws UnsupportedOperationException where there is no display
   */
  static void start(Runnable then) {
    PRISM.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
    Platform.startup(then);
  }
}
