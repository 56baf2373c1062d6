package dev.roundabout.viz.ui.resolved;

import dev.roundabout.viz.model.AddressRow;
import dev.roundabout.viz.model.AddressRow.Kind;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Texture;
import java.time.Duration;
import java.time.Instant;

/**
 * What one line shows, without the numbers that change all the time.
 *
 * @param place of the pod; -1 where no pod has the address
 * @param age since the client was first told of it; empty where it was not
 * @param tip who has it, and who told
 */
record AddressLine(String address, int place, Kind kind, String words, String age, String tip) {

  /**
   * @param source who told the client
   */
  static AddressLine of(AddressRow row, String source, Instant now) {
    int place = row.pod().map(pod -> pod.place()).orElse(-1);
    String age = row.since().map(at -> Numbers.age(Duration.between(at, now))).orElse("");
    String tip =
        row.where() + (age.isEmpty() ? "" : "\nfirst told by " + source + ", " + age + " ago");
    return new AddressLine(row.address().toString(), place, row.kind(), row.words(), age, tip);
  }

  /** Whether the client is apart here from where its addresses come from. */
  boolean isApart() {
    return switch (kind) {
      case IN_DNS_ONLY, IN_ENDPOINTS_ONLY, RESOLVED_ONLY -> true;
      case READY, WAITING, FAILED -> false;
    };
  }

  /** Filled where the client has a connection that is READY. */
  Texture texture() {
    return kind == Kind.READY ? Texture.SOLID : Texture.HOLLOW;
  }

  String tone() {
    return switch (kind) {
      case READY -> "tone-good";
      case FAILED -> "tone-bad";
      case WAITING, IN_DNS_ONLY, IN_ENDPOINTS_ONLY, RESOLVED_ONLY -> "tone-warn";
    };
  }
}
