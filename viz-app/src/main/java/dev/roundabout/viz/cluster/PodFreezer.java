package dev.roundabout.viz.cluster;

import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.time.Duration;

/** Asks the server of a pod to freeze for a while, as SIGSTOP would. */
@FunctionalInterface
public interface PodFreezer {

  /**
   * Asks, and waits for the answer, which comes before the server freezes. Blocks.
   *
   * @param time 1 s to 10 min
   * @return whether it can be asked to; false where the server knows no such method
   * @throws IOException where nobody answered; the message is fit for the screen
   */
  boolean freeze(Route route, Duration time) throws IOException;
}
