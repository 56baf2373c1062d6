package dev.roundabout.viz.ui.commands;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * Something the window can do, with its label, its key and its effect.
 *
 * @param keyText the key as people read it; empty where it has none
 * @param keys that run it
 * @param whileTyping whether its keys work while a text field has the focus
 * @param refusal why it cannot be done now; empty where it can
 */
public record Command(
    Id id,
    String label,
    String keyText,
    List<KeyCombination> keys,
    boolean whileTyping,
    Supplier<Optional<String>> refusal,
    Runnable effect) {

  /** Every command there is. */
  public enum Id {
    SCALE_UP,
    SCALE_DOWN,
    TOGGLE_POLICY,
    TOGGLE_SERVICE,
    DELETE_POD,
    KILL_POD,
    RESTART,
    DRAIN,
    FREEZE,
    AUTOSCALE,
    RUN_JOB,
    PAUSE,
    BURST,
    COUNT_ANEW,
    COUNT_LAST_SECOND,
    LOAD_SEQUENTIAL,
    LOAD_CONCURRENT,
    LOAD_RATE,
    LOAD_NEW_CONNECTION,
    MORE_WORK,
    LESS_WORK,
    MORE_CLIENTS,
    FEWER_CLIENTS,
    NEXT_RESOLVER,
    NEXT_OF_LAST,
    RESOLVE_NOW,
    SHORTER,
    LONGER,
    SWITCHES,
    MORE_STREAMS,
    FEWER_STREAMS,
    HOLD,
    LIVE,
    STEP_BACK,
    STEP_ON,
    ZOOM_IN,
    ZOOM_OUT,
    EARLIER,
    LATER,
    FOLLOW,
    SAVE_CSV,
    EXPERIMENTS,
    NEXT_STEP,
    PREVIOUS_STEP,
    RESTART_EXPERIMENT,
    LEAVE_EXPERIMENT,
    PRESENT,
    ONLY_FLOW,
    ONLY_BARS,
    ONLY_PROPAGATION,
    ONLY_RESOLVED,
    ONLY_CHANNELZ,
    ONLY_EVENTS,
    ALL_PANELS,
    POINTER_LIGHT,
    BLANK,
    UNDO,
    UNLOCK,
    DEPLOY_DEMO,
    REMOVE_DEMO,
    CHOOSE,
    PERMISSIONS,
    PALETTE,
    LARGER,
    SMALLER,
    NORMAL_SIZE,
    THEME,
    MOTION,
    CAPTION,
    WHY,
    FIND_POD
  }

  /** What a tooltip says: the label, and the key where there is one. */
  public String help() {
    return keyText.isEmpty() ? label : label + "  (" + keyText + ")";
  }

  public boolean matches(KeyEvent event) {
    return keys.stream().anyMatch(key -> key.match(event));
  }

  /** Runs it unless it is refused now. */
  public boolean run() {
    if (refusal.get().isPresent()) {
      return false;
    }
    effect.run();
    return true;
  }
}
