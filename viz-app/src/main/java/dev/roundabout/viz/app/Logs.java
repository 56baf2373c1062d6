package dev.roundabout.viz.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** Sets what libraries may print. */
final class Logs {
  private Logs() {}

  /** Called once, before the first library logs; a configuration given by the user wins. */
  static void configure() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    try (InputStream in = Logs.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(in);
    } catch (IOException e) {
      throw new UncheckedIOException("logging.properties is missing from the build", e);
    }
  }
}
