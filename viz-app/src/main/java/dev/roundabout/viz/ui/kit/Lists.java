package dev.roundabout.viz.ui.kit;

import java.util.List;
import javafx.collections.ObservableList;

/** Brings a list on screen up to date with the fewest changes. */
public final class Lists {
  private Lists() {}

  /** Touches only the items that differ, so that the other cells keep as they are. */
  public static <T> void update(ObservableList<T> shown, List<? extends T> wanted) {
    int common = Math.min(shown.size(), wanted.size());
    if (Math.abs(shown.size() - wanted.size()) > 8) {
      shown.setAll(wanted);
      return;
    }
    for (int i = 0; i < common; i++) {
      if (!shown.get(i).equals(wanted.get(i))) {
        shown.set(i, wanted.get(i));
      }
    }
    if (shown.size() > common) {
      shown.remove(common, shown.size());
    }
    if (wanted.size() > common) {
      shown.addAll(wanted.subList(common, wanted.size()));
    }
  }
}
