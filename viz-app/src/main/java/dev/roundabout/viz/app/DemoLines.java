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

  /** What of the parts that were Roundabout's is there no more, and what is left. */
  static List<String> taken(Demo before, Demo after) {
    return before.parts().stream()
        .filter(part -> part.state() != Demo.State.ABSENT)
        .map(part -> after(part, after))
        .toList();
  }

  private static String after(Demo.Part before, Demo after) {
    boolean gone =
        after.parts().stream()
            .filter(part -> part.kind().equals(before.kind()) && part.name().equals(before.name()))
            .allMatch(part -> part.state() == Demo.State.ABSENT);
    if (before.state() == Demo.State.FOREIGN) {
      return line(before, "made by somebody else, left alone");
    }
    return line(before, gone ? "taken away" : "still there");
  }

  private static String line(Demo.Part part) {
    return line(part, words(part.state()));
  }

  private static String line(Demo.Part part, String words) {
    return String.format(Locale.ROOT, "  %-20s %-18s %s", part.kind(), part.name(), words);
  }

  private static String words(Demo.State state) {
    return switch (state) {
      case ABSENT -> "not there";
      case OURS -> "there, made by Roundabout";
      case FOREIGN -> "there already, made by somebody else, left alone";
    };
  }
}
