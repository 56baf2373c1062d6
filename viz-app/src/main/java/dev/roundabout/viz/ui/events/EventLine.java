package dev.roundabout.viz.ui.events;

import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.Event.Tone;
import dev.roundabout.viz.ui.kit.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An event with its time since the last thing that the user did.
 *
 * @param time {@code 11.6 s}
 * @param times how often in a row it came, alone or with the lines around it
 */
record EventLine(String time, Tone tone, String text, int times) {
  /** Names of pods, addresses and numbers: what differs between repeats. */
  private static final Pattern CHANGING =
      Pattern.compile("\\b([bcdfghjklmnpqrstvwxz2456789]{5}\\b|[0-9][0-9.:,]*)");

  /** The most lines that repeat together. */
  private static final int LONGEST = 4;

  /**
   * Before the user did anything, time counts from the first event. What repeats is shown as it was
   * the last times, so that it does not bury what the user did.
   */
  static List<EventLine> of(List<Event> events) {
    List<EventLine> lines = new ArrayList<>(events.size());
    List<String> kinds = new ArrayList<>(events.size());
    Instant zero = events.isEmpty() ? Instant.EPOCH : events.get(0).at();
    for (Event event : events) {
      if (event.tone() == Tone.USER) {
        zero = event.at();
      }
      lines.add(new EventLine(seconds(zero, event.at()), event.tone(), event.text(), 1));
      kinds.add(event.tone() + CHANGING.matcher(event.text()).replaceAll("#"));
      fold(lines, kinds);
    }
    return lines;
  }

  /** Of three times the same only the last two are kept, and how often it came before. */
  private static void fold(List<EventLine> lines, List<String> kinds) {
    for (int length = 1; length <= LONGEST && 3 * length <= lines.size(); length++) {
      int third = lines.size() - length;
      int second = third - length;
      int first = second - length;
      List<String> kind = kinds.subList(third, lines.size());
      if (kinds.subList(second, third).equals(kind)
          && kinds.subList(first, second).equals(kind)
          && lines.subList(first, third).stream().noneMatch(line -> line.tone() == Tone.USER)) {
        for (int i = second; i < third; i++) {
          lines.set(i, lines.get(i).after(lines.get(i - length)));
        }
        lines.subList(first, second).clear();
        kinds.subList(first, second).clear();
        return;
      }
    }
  }

  /** Of what the two differ in nothing is said: it came once each. */
  private EventLine after(EventLine before) {
    String shown = text.equals(before.text) ? text : CHANGING.matcher(text).replaceAll("…");
    return new EventLine(time, tone, shown, times + before.times);
  }

  /** The text, and how often it came. */
  String words() {
    return times == 1 ? text : text + "  ×" + Numbers.count(times);
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
