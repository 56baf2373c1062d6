package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one pod has reached, and when.
 *
 * @param pod full name
 * @param place as in {@link Seat}: gives its colour
 * @param up number of the change that it came with; empty where nobody asked
 * @param down number of the change that it went with
 * @param cluster stages that the pod reached once
 * @param clients stages that each client reached with it, by client, from 1
 * @param lost calls that failed on its connections since its deletion was asked or it died, by
 *     status code name
 */
public record PodLane(
    String pod,
    int place,
    OptionalInt up,
    OptionalInt down,
    Map<Stage, Reached> cluster,
    Map<Integer, Map<Stage, Reached>> clients,
    Map<String, Long> lost) {

  public PodLane {
    cluster = Map.copyOf(cluster);
    clients = Map.copyOf(clients);
    lost = Map.copyOf(lost);
  }

  /**
   * A stage that was reached.
   *
   * @param at by our clock
   * @param apiAt by the cluster's clock, where the API tells
   * @param how the fact behind it, in words
   */
  public record Reached(Instant at, Optional<Instant> apiAt, String how) {}

  /**
   * A stage that is waited for.
   *
   * @param next the stage
   * @param since when the one before was reached
   * @param words why, e.g. {@code in DNS, client has not asked again}
   */
  public record Wait(Stage next, Instant since, String words) {}

  /** When this stage was reached, by this client where it is a client's. */
  public Optional<Reached> reached(Stage stage, int client) {
    Map<Stage, Reached> stages =
        stage.isOfClient() ? clients.getOrDefault(client, Map.of()) : cluster;
    return Optional.ofNullable(stages.get(stage));
  }
}
