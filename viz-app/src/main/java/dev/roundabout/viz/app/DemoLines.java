package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Demo;
import dev.roundabout.viz.model.Snapshot;
import java.util.List;
import java.util.Locale;

/** The demo's resources in lines of text. */
final class DemoLines {
  private DemoLines() {}

  static List<String> of(Snapshot snapshot) {
    return snapshot.cluster().api().demo().parts().stream().map(DemoLines::line).toList();
  }

  private static String line(Demo.Part part) {
    return String.format(
        Locale.ROOT, "  %-20s %-18s %s", part.kind(), part.name(), words(part.state()));
  }

  private static String words(Demo.State state) {
    return switch (state) {
      case ABSENT -> "not there";
      case OURS -> "there, made by Roundabout";
      case FOREIGN -> "there already, made by somebody else, left alone";
    };
  }
}
