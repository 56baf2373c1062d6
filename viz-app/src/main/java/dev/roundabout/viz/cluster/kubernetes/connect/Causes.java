package dev.roundabout.viz.cluster.kubernetes.connect;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.stream.Stream;

/** What stands behind a failure. */
public final class Causes {
  private Causes() {}

  /** From the failure itself to its innermost cause. */
  public static Stream<Throwable> of(Throwable failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
  }

  /** The innermost cause, in its own words. */
  public static String root(Throwable failure) {
    return reason(of(failure).reduce(failure, (outer, inner) -> inner));
  }

  /** The failure in its own words; those of the JDK for a file name that file and nothing else. */
  static String reason(Throwable failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "it may not be read";
    }
    return Objects.toString(failure.getMessage(), failure.getClass().getSimpleName());
  }
}
