package dev.roundabout.viz.cluster.kubernetes;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * How far a pod's log has been read, so that nothing is read twice or left out where the connection
 * breaks. For one thread.
 *
 * <p>The API gives a log from a time on, but knows only whole seconds of it. So the log is asked
 * for from the last line's second on, and as many lines are passed over as were read of it.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod">sinceTime
 *     of a pod's log</a>
 */
final class LogPosition {
  private long second = Long.MIN_VALUE;
  private int linesSince;
  private int toPassOver;

  /** From when on to ask; empty for the whole log. The next lines come from there. */
  Optional<Instant> reopen() {
    toPassOver = linesSince;
    return linesSince == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(second));
  }

  /**
   * Takes the next whole line, with its timestamp.
   *
   * @return its text where it is new; empty where it was read before or has no timestamp
   */
  Optional<String> take(String line) {
    int space = line.indexOf(' ');
    Optional<Instant> written = time(space < 0 ? line : line.substring(0, space));
    if (written.isEmpty()) {
      return Optional.empty();
    }
    if (toPassOver > 0) {
      toPassOver--;
      return Optional.empty();
    }
    count(written.get().getEpochSecond());
    return Optional.of(space < 0 ? "" : line.substring(space + 1));
  }

  private void count(long written) {
    if (written > second) {
      second = written;
      linesSince = 1;
    } else if (written == second) {
      linesSince++;
    }
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }
}
