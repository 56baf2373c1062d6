package dev.roundabout.viz.cluster.kubernetes;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists that may be absent. Where a field has no {@code omitempty}, the API writes an empty
 * list as {@code null}, and its client hands that on.
 */
final class Absent {
  private Absent() {}

  static <T> List<T> list(@Nullable List<T> given) {
    return given == null ? List.of() : given;
  }

  static <T> Stream<T> stream(@Nullable List<T> given) {
    return list(given).stream();
  }
}
