package dev.roundabout.viz.ui.chooser;

import dev.roundabout.viz.model.Target;
import java.util.Locale;

/**
 * A line of the chooser.
 *
 * @param detail what else is known of it; may be empty
 * @param badge a word or two at the right; may be empty
 * @param local whether the badge is that of a local cluster
 * @param current whether it is looked at now
 * @param atOnce what is looked at where the person does not go on to choose
 * @param next where Enter leads
 */
record Choice(
    String title,
    String detail,
    String badge,
    boolean local,
    boolean current,
    Target atOnce,
    Next next) {

  /** Where Enter leads. */
  sealed interface Next {
    /** To the next list. */
    record Go(Place place) implements Next {}

    /** Away from the chooser: this is looked at. */
    record Look(Target target) implements Next {}
  }

  boolean matches(String filter) {
    String text = title + " " + detail + " " + badge;
    return text.toLowerCase(Locale.ROOT).contains(filter);
  }
}
