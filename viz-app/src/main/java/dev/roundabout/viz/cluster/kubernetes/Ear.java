package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.ClusterFact.HearingSeen;
import dev.roundabout.viz.model.Hearing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Knows when the API was heard last, and what of it is not heard now. Any thread. */
final class Ear {
  /** The API as a whole; where it is not heard, that explains everything else. */
  static final String API = "the API";

  private final Reports reports;
  private final Map<Object, String> deaf = new LinkedHashMap<>();
  private Instant last;
  private Optional<Hearing> told = Optional.empty();

  Ear(Reports reports) {
    this.reports = reports;
    this.last = reports.now();
  }

  /** The API said something. */
  synchronized void heard() {
    last = reports.now();
  }

  /**
   * Something is not heard.
   *
   * @param what by which it is known
   * @param why fit for the screen
   */
  synchronized void deaf(Object what, String why) {
    deaf.put(what, why);
    tellIfOther();
  }

  /** It is heard, or heard again. */
  synchronized void hears(Object what) {
    if (deaf.remove(what) != null) {
      tellIfOther();
    }
  }

  /** Whether anything is not heard. */
  synchronized boolean isDeaf() {
    return !deaf.isEmpty();
  }

  private void tellIfOther() {
    Hearing now = now();
    boolean same =
        told.filter(then -> then.broken() == now.broken() && then.why().equals(now.why()))
            .isPresent();
    if (!same) {
      tell();
    }
  }

  /** Tells how it stands, changed or not, so that "last heard" is true. */
  synchronized void tell() {
    Hearing now = now();
    told = Optional.of(now);
    reports.accept(new HearingSeen(reports.now(), now));
  }

  private Hearing now() {
    String why =
        Optional.ofNullable(deaf.get(API)).or(() -> deaf.values().stream().findFirst()).orElse("");
    return new Hearing(last, !deaf.isEmpty(), why);
  }
}
