package dev.roundabout.viz.model.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps a finding from flickering: it stays for at least a second, and only one that matters more
 * takes over sooner. One thread.
 */
public final class SteadyFinding {
  private static final Duration LEAST = Duration.ofSeconds(1);

  private Optional<Finding> shown = Optional.empty();
  private Instant since = Instant.MIN;

  /**
   * What is shown now.
   *
   * @param newest what the newest snapshot says
   * @param now by the clock of who looks; going back begins anew
   */
  public Finding after(Finding newest, Instant now) {
    boolean same = shown.filter(before -> before.kind() == newest.kind()).isPresent();
    boolean held = !now.isBefore(since) && now.isBefore(since.plus(LEAST));
    if (held && !same && shown.filter(before -> !newest.outranks(before)).isPresent()) {
      return shown.orElseThrow();
    }
    if (!same) {
      since = now;
    }
    shown = Optional.of(newest);
    return newest;
  }
}
