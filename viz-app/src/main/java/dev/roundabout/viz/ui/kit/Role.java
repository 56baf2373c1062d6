package dev.roundabout.viz.ui.kit;

import dev.roundabout.viz.model.Seat;
import java.util.List;
import java.util.Locale;

/** What a colour is for. Stylesheets name a role {@code -rb-…} and give it its colour. */
public enum Role {
  WINDOW,
  PANEL,
  INSET,
  LINE,
  TEXT,
  MUTED,
  ACCENT,
  ACCENT_FILL,
  ON_FILL,
  GO_FILL,
  STOP_FILL,
  GOOD,
  WARN,
  BAD,
  POD_1,
  POD_2,
  POD_3,
  POD_4,
  POD_5,
  POD_6,
  POD_7,
  POD_8,
  /** Text on a stage of a pod's road. */
  ON_STAGE,
  STAGE_ASKED,
  STAGE_STARTING,
  STAGE_READY,
  STAGE_UNKNOWN,
  STAGE_CONNECTING,
  STAGE_SERVING,
  STAGE_LEAVING;

  /** Told apart by people who do not see all colours; after Okabe and Ito. */
  private static final List<Role> PODS =
      List.of(POD_1, POD_2, POD_3, POD_4, POD_5, POD_6, POD_7, POD_8);

  /** The looked-up colour in CSS. */
  public String css() {
    return "-rb-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The colour of a pod.
   *
   * @param place of the pod, from 0
   */
  public static Role pod(int place) {
    return PODS.get(place % Seat.COLOURS);
  }

  /** Style class of what is drawn in a pod's colour. */
  public static String podClass(int place) {
    return "pod-" + (place % Seat.COLOURS + 1);
  }
}
