package dev.roundabout.viz.model.diagnosis;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that was seen and that a {@link Finding} rests on.
 *
 * @param words e.g. {@code DNS answers 10.0.0.4, 10.0.0.5}
 * @param at since when, by our clock; empty where nothing tells
 */
public record Basis(String words, Optional<Instant> at) {

  static Basis of(String words) {
    return new Basis(words, Optional.empty());
  }

  static Basis of(String words, Instant at) {
    return new Basis(words, Optional.of(at));
  }
}
