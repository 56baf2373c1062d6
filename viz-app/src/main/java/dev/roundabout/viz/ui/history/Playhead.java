package dev.roundabout.viz.ui.history;

import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Which moment the window shows: now, or one of the past. It is the clock of what is shown. Used on
 * the JavaFX application thread.
 */
public final class Playhead implements InstantSource {
  private record Held(Instant at, Snapshot snapshot) {}

  private final History history;
  private final InstantSource clock;
  private Optional<Held> held = Optional.empty();

  public Playhead(History history, InstantSource clock) {
    this.history = history;
    this.clock = clock;
  }

  /** The present, whatever is shown. */
  public Snapshot live() {
    return history.now();
  }

  /** What is shown. */
  public Snapshot shown() {
    return held.map(Held::snapshot).orElseGet(history::now);
  }

  /** The moment that is shown. */
  @Override
  public Instant instant() {
    return held.map(Held::at).orElseGet(clock::instant);
  }

  public boolean isLive() {
    return held.isEmpty();
  }

  /** How far the present is ahead. */
  public Duration behind() {
    return Duration.between(instant(), clock.instant());
  }

  Instant oldest() {
    Instant oldest = history.oldest();
    Instant now = clock.instant();
    return oldest.isBefore(now) ? oldest : now;
  }

  Instant newest() {
    return clock.instant();
  }

  /** Holds the moment that is shown, or goes on with the present. */
  public void toggle() {
    if (isLive()) {
      held = Optional.of(new Held(clock.instant(), history.now()));
    } else {
      goLive();
    }
  }

  /** Shows this moment, or the nearest that is kept, and holds it. */
  public void seek(Instant moment) {
    Instant oldest = oldest();
    Instant at = moment.isBefore(oldest) ? oldest : moment;
    if (!at.isBefore(clock.instant())) {
      goLive();
      return;
    }
    held = Optional.of(new Held(at, history.at(at)));
  }

  /** Moves by so much; forward past the present means the present. */
  public void step(Duration by) {
    if (!isLive() || by.isNegative()) {
      seek(instant().plus(by));
    }
  }

  public void goLive() {
    held = Optional.empty();
  }
}
