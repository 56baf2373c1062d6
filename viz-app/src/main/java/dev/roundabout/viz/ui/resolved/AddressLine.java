package dev.roundabout.viz.ui.resolved;

import dev.roundabout.viz.model.AddressRow;
import dev.roundabout.viz.model.AddressRow.Kind;

/**
 * What one line shows, without the numbers that change all the time.
 *
 * @param place of the pod; -1 where no pod has the address
 */
record AddressLine(String address, int place, Kind kind, String words) {

  static AddressLine of(AddressRow row) {
    int place = row.pod().map(pod -> pod.place()).orElse(-1);
    return new AddressLine(row.address().toString(), place, row.kind(), row.words());
  }

  /** Whether client and DNS are apart here. */
  boolean isApart() {
    return kind == Kind.IN_DNS_ONLY || kind == Kind.RESOLVED_ONLY;
  }

  String tone() {
    return switch (kind) {
      case READY -> "tone-good";
      case FAILED -> "tone-bad";
      case WAITING, IN_DNS_ONLY, RESOLVED_ONLY -> "tone-warn";
    };
  }
}
