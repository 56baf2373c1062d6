package dev.roundabout.viz.model;

import java.util.List;
import java.util.Optional;

/**
 * A check of an experiment that was made.
 *
 * @param expected in words, with the tolerance
 * @param seen the figures, in words
 * @param article the article's figure; empty where it has none
 * @param figures that can be drawn; may be none
 */
public record Verdict(
    boolean holds, String expected, String seen, Optional<String> article, List<Figure> figures) {
  public Verdict {
    figures = List.copyOf(figures);
  }

  /** Without anything to draw. */
  public Verdict(boolean holds, String expected, String seen, Optional<String> article) {
    this(holds, expected, seen, article, List.of());
  }
}
