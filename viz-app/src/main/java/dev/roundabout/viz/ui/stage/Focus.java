package dev.roundabout.viz.ui.stage;

import dev.roundabout.viz.model.Spot;
import java.util.Optional;

/**
 * What a person looks at alone, until the next place of an experiment points at something else.
 * Used on the JavaFX application thread.
 */
public final class Focus {
  private Optional<Spot> alone = Optional.empty();

  /** Shows this and nothing else. */
  public void only(Spot spot) {
    alone = Optional.of(spot);
  }

  /** Shows everything. */
  public void all() {
    alone = Optional.empty();
  }

  public Optional<Spot> alone() {
    return alone;
  }
}
