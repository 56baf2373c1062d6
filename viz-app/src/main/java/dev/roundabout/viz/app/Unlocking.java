package dev.roundabout.viz.app;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The flag that allows changes of a cluster that is not local. */
final class Unlocking {
  static final String FLAG = "--yes-change";

  @Option(
      names = FLAG,
      paramLabel = "NAME",
      description =
          "Changes a cluster that is not local without asking; has to be the Deployment's name.")
  private Optional<String> name = Optional.empty();

  /** What was given for the Deployment's name. */
  Optional<String> name() {
    return name;
  }
}
