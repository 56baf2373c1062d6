package dev.roundabout.viz.ui.events;

import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.Event.Tone;
import dev.roundabout.viz.ui.kit.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An event with its time since the last thing that the user did.
 *
 * @param time {@code 11.6 s}
 */
record EventLine(String time, Tone tone, String text) {

  /** Before the user did anything, time counts from the first event. */
  static List<EventLine> of(List<Event> events) {
    List<EventLine> lines = new ArrayList<>(events.size());
    Instant zero = events.isEmpty() ? Instant.EPOCH : events.get(0).at();
    for (Event event : events) {
      if (event.tone() == Tone.USER) {
        zero = event.at();
      }
      lines.add(new EventLine(seconds(zero, event.at()), event.tone(), event.text()));
    }
    return lines;
  }

  private static String seconds(Instant zero, Instant at) {
    double seconds = Math.max(0, Duration.between(zero, at).toMillis() / 1000.0);
    return (seconds < 1000 ? Numbers.tenths(seconds) : Numbers.count(Math.round(seconds))) + " s";
  }

  /** Tells the tone without its colour. */
  String glyph() {
    return switch (tone) {
      case USER -> "▸";
      case NEUTRAL -> "·";
      case GOOD -> "+";
      case WARN -> "!";
      case BAD -> "×";
    };
  }

  String style() {
    return switch (tone) {
      case USER -> "tone-user";
      case NEUTRAL -> "tone-plain";
      case GOOD -> "tone-good";
      case WARN -> "tone-warn";
      case BAD -> "tone-bad";
    };
  }
}
