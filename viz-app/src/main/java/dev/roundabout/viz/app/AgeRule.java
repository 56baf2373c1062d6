package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action.SetConnectionAge;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Settings;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The mode "max connection age" is nothing without servers that close connections. In the embedded
 * cluster they are set together; another cluster is changed only where somebody asks for it.
 */
final class AgeRule {
  private AgeRule() {}

  /**
   * What the embedded cluster has to be asked for, after the client's settings have changed.
   *
   * @param age that its servers have now
   */
  static Optional<SetConnectionAge> after(
      ClusterInfo cluster, Settings before, Settings now, Optional<ConnectionAge> age) {
    if (!cluster.origin().isEmbedded() || isUsed(before) == isUsed(now)) {
      return Optional.empty();
    }
    return isUsed(now)
        ? Optional.of(new SetConnectionAge(Optional.of(ConnectionAge.DEFAULT)))
            .filter(set -> age.isEmpty())
        : Optional.of(new SetConnectionAge(Optional.empty())).filter(set -> age.isPresent());
  }

  private static boolean isUsed(Settings settings) {
    return IntStream.rangeClosed(1, settings.clients())
        .mapToObj(settings.resolving()::modeOf)
        .anyMatch(ResolverMode.MAX_CONNECTION_AGE::equals);
  }
}
