package dev.roundabout.viz.model.diagnosis;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that was seen and that a {@link Finding} rests on.
 *
 * @param words e.g. {@code DNS answers 10.0.0.4, 10.0.0.5}
 * @param at since when, by our clock; empty where nothing tells
 */
public record Evidence(String words, Optional<Instant> at) {

  static Evidence of(String words) {
    return new Evidence(words, Optional.empty());
  }

  static Evidence of(String words, Instant at) {
    return new Evidence(words, Optional.of(at));
  }
}
