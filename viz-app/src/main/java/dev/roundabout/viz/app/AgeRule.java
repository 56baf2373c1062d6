package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Action.SetConnectionAge;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Settings;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The mode "max connection age" is nothing without servers that close connections. In the embedded
 * cluster they are set together; another cluster is changed only where somebody asks for it. An age
 * that somebody set is left as it is. On {@code viz-changes}.
 */
final class AgeRule {
  /** Whether the servers' age came with the mode, and so goes with it. */
  private boolean own;

  /** Somebody sets the age, or takes that back: it is theirs from now on. */
  void asked(Action action) {
    own &= !(action instanceof SetConnectionAge);
  }

  /**
   * What the embedded cluster has to be asked for, after the client's settings have changed.
   *
   * @param age that its servers have now
   */
  Optional<SetConnectionAge> after(
      ClusterInfo cluster, Settings before, Settings now, Optional<ConnectionAge> age) {
    if (!cluster.origin().isEmbedded() || isUsed(before) == isUsed(now)) {
      return Optional.empty();
    }
    boolean brings = isUsed(now) && age.isEmpty();
    boolean takes = !isUsed(now) && age.isPresent() && own;
    own = brings;
    return brings || takes
        ? Optional.of(
            new SetConnectionAge(Optional.of(ConnectionAge.DEFAULT).filter(given -> brings)))
        : Optional.empty();
  }

  private static boolean isUsed(Settings settings) {
    return IntStream.rangeClosed(1, settings.clients())
        .mapToObj(settings.resolving()::modeOf)
        .anyMatch(ResolverMode.MAX_CONNECTION_AGE::equals);
  }
}
