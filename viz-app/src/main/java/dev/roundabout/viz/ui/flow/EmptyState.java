package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.ApiState;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.Hearing;
import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.SessionFact.Trouble;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.Numbers;
import java.util.List;
import java.util.Optional;

/**
 * Why there are no pods, and what to do.
 *
 * @param bad whether something is wrong
 * @param command a line for a terminal that helps; empty where there is none
 * @param deploys whether the demo can be offered
 * @param chooses whether something else to look at should be offered
 */
record EmptyState(
    String title, String text, boolean bad, String command, boolean deploys, boolean chooses) {

  static EmptyState of(Snapshot snapshot) {
    ClusterState cluster = snapshot.cluster();
    return notAllowed(cluster.api())
        .or(() -> unreachable(cluster))
        .or(() -> notOpen(snapshot))
        .or(() -> noNamespace(cluster))
        .or(() -> notDeployed(cluster))
        .orElseGet(() -> scaled(cluster));
  }

  private static Optional<EmptyState> notAllowed(ApiState api) {
    return api.missing().stream()
        .filter(EmptyState::hidesPods)
        .findFirst()
        .map(
            missing ->
                new EmptyState(
                    "Not allowed to see the pods",
                    "RBAC does not allow: "
                        + missing.verb()
                        + " pods in "
                        + missing.namespace()
                        + ". Whoever administers the cluster can grant it:",
                    true,
                    missing.grant(),
                    false,
                    true));
  }

  private static boolean hidesPods(MissingPermission missing) {
    return missing.resource().equals("pods")
        && (missing.verb().equals("list") || missing.verb().equals("watch"));
  }

  private static Optional<EmptyState> unreachable(ClusterState cluster) {
    return cluster
        .api()
        .hearing()
        .filter(Hearing::broken)
        .map(
            hearing ->
                new EmptyState(
                    "Nothing is heard from " + cluster.info().title(),
                    hearing.why(),
                    true,
                    "",
                    false,
                    true));
  }

  /** Before the API has said anything. */
  private static Optional<EmptyState> notOpen(Snapshot snapshot) {
    ClusterState cluster = snapshot.cluster();
    ClusterInfo.Origin origin = cluster.info().origin();
    if (cluster.api().hearing().isPresent() || cluster.desired() > 0) {
      return Optional.empty();
    }
    List<Trouble> troubles = snapshot.troubles();
    if (!troubles.isEmpty()) {
      String message = troubles.get(troubles.size() - 1).message();
      return Optional.of(
          new EmptyState("Cannot open " + origin.title(), message, true, "", false, true));
    }
    return origin.isEmbedded()
        ? Optional.empty()
        : Optional.of(
            new EmptyState(
                "Connecting to " + origin.title() + " …",
                origin.server() + " has not answered yet",
                false,
                "",
                false,
                true));
  }

  /** A namespace that is not there looks empty. */
  private static Optional<EmptyState> noNamespace(ClusterState cluster) {
    ClusterInfo info = cluster.info();
    return cluster
        .api()
        .noNamespace()
        .map(
            help ->
                new EmptyState(
                    "No namespace " + info.namespace() + " in " + info.title(),
                    help,
                    true,
                    "",
                    false,
                    true));
  }

  private static Optional<EmptyState> notDeployed(ClusterState cluster) {
    boolean deploys = cluster.api().demo().isMissing();
    String demo =
        deploys ? ", or deploy the demo: three pods, its Services, and what they need" : "";
    return cluster
        .noDeployment()
        .map(
            said ->
                new EmptyState(said, "Press C to choose another" + demo, false, "", deploys, true));
  }

  private static EmptyState scaled(ClusterState cluster) {
    if (cluster.desired() > 0) {
      String asked = Numbers.of(cluster.desired(), "replica") + " asked for, none created";
      return new EmptyState("No pods yet", asked, false, "", false, false);
    }
    String deployment = cluster.info().deployment();
    String hint =
        cluster.api().guard().locked()
            ? deployment + " is at 0 replicas, and the cluster is read-only"
            : "Press + to scale " + deployment + " up";
    return new EmptyState("No pods", hint, false, "", false, false);
  }
}
