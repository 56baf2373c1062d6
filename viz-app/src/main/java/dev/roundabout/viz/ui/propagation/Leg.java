package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.Stage;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Texture;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The time from one stage to the next.
 *
 * @param stage that was reached at its beginning; where the pod was frozen then, the one before
 * @param to when the next one was reached; empty where it is still waited for
 * @param words what the pod does or waits for meanwhile
 */
record Leg(Stage stage, Kind kind, Instant from, Optional<Instant> to, String words) {

  /** What goes on, in the colours and textures of the legend. */
  enum Kind {
    ASKED("asked, being scheduled", Role.STAGE_ASKED),
    STARTING("starting", Role.STAGE_STARTING),
    READY("ready, not in DNS", Role.STAGE_READY),
    UNKNOWN("client does not know it", Role.STAGE_UNKNOWN),
    CONNECTING("connecting", Role.STAGE_CONNECTING),
    SERVING("serving", Role.STAGE_SERVING),
    FROZEN("frozen, answers nothing", Role.STAGE_LEAVING),
    LEAVING("leaving", Role.STAGE_LEAVING);

    private final String label;
    private final Role role;

    Kind(String label, Role role) {
      this.label = label;
      this.role = role;
    }

    String label() {
      return label;
    }

    Role role() {
      return role;
    }

    /** Tells it without its colour. */
    Texture texture() {
      return switch (this) {
        case ASKED, STARTING, READY, SERVING -> Texture.SOLID;
        case UNKNOWN, FROZEN -> Texture.HATCHED;
        case CONNECTING -> Texture.DOTTED;
        case LEAVING -> Texture.HOLLOW;
      };
    }

    /** What goes on once this stage is the furthest that was reached. */
    static Kind after(Stage furthest) {
      return switch (furthest) {
        case SCALE_ASKED, ACCEPTED, CREATED -> ASKED;
        case SCHEDULED, STARTED -> STARTING;
        case READY, IN_ENDPOINTS -> READY;
        case IN_DNS -> UNKNOWN;
        case RESOLVED, CONNECTING, CONNECTED -> CONNECTING;
        case FIRST_REQUEST, FAIR_SHARE -> SERVING;
        case DELETION_ASKED,
            TERMINATING,
            OUT_OF_ENDPOINTS,
            OUT_OF_DNS,
            DISCONNECTED,
            DROPPED,
            LAST_REQUEST,
            GONE ->
            LEAVING;
      };
    }
  }

  /** The words, then shorter ones for less room: what is missing, then what is so. */
  static List<String> shorter(String words) {
    int cut = words.indexOf(", ");
    return cut < 0
        ? List.of(words)
        : List.of(words, words.substring(cut + 2), words.substring(0, cut));
  }

  /** This leg up to a moment within it. */
  Leg until(Instant end) {
    return new Leg(stage, kind, from, Optional.of(end), kind.label());
  }

  /** This leg from a moment within it on. */
  Leg since(Instant begin, Kind now, String said) {
    return new Leg(stage, now, begin, to, said);
  }

  boolean covers(Instant at) {
    return from.isBefore(at) && to.filter(end -> !end.isAfter(at)).isEmpty();
  }

  /** What many roads do now, each kind with how many do it. */
  static String counted(List<Road> roads) {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    for (Road road : roads) {
      if (!road.legs().isEmpty()) {
        Kind now = road.legs().get(road.legs().size() - 1).kind();
        counts.merge(now, 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .map(entry -> Numbers.count(entry.getValue()) + " " + entry.getKey().label())
        .collect(Collectors.joining(" · "));
  }

  /** Its end, where it is over, or now. */
  Instant end(Instant now) {
    return to.filter(at -> at.isBefore(now)).orElse(now);
  }
}
