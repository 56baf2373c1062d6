package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.ui.kit.Texture;

/**
 * What a pod's standing looks like.
 *
 * @param warns whether it waits for something that may not come by itself
 */
record Look(boolean serving, boolean warns, Texture texture) {

  static Look of(PodRow row) {
    return new Look(row.standing() == Standing.SERVING, warns(row), Texture.of(row.standing()));
  }

  private static boolean warns(PodRow row) {
    return switch (row.standing()) {
      case CONNECTING, NOT_RESOLVED, TRANSIENT_FAILURE, FROZEN -> true;
      case NOT_READY -> isStuck(row.pod().phase());
      case NOT_IN_DNS, NOT_CHOSEN, IDLE, SERVING, LEAVING -> false;
    };
  }

  private static boolean isStuck(Pod.Phase phase) {
    return phase == Pod.Phase.BACK_OFF
        || phase == Pod.Phase.IMAGE_PULL
        || phase == Pod.Phase.FAILED;
  }
}
