package dev.roundabout.viz.ui.commands;

import dev.roundabout.viz.model.Action;
import java.util.List;

/**
 * Something that is done only once a person has said yes.
 *
 * @param text what would happen
 * @param yes what the button says
 * @param actions asked for on yes, in this order
 */
public record Question(String title, String text, String yes, List<Action> actions) {
  public Question {
    actions = List.copyOf(actions);
  }
}
