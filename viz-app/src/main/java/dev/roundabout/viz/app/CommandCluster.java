package dev.roundabout.viz.app;

import dev.roundabout.viz.app.Clusters.Plan;
import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.timeline.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/** The cluster of a single command: facts become snapshots, and no client is under test. */
final class CommandCluster implements AutoCloseable {
  private final Cluster cluster;
  private final Timeline timeline;
  private final Waiting waiting;

  private CommandCluster(Cluster cluster, Clocks clocks) {
    this.cluster = cluster;
    this.timeline =
        new Timeline(
            Snapshot.empty(cluster.info(), clocks.instants().instant()), clocks.instants());
    this.waiting = new Waiting(clocks);
  }

  /**
   * Opens and starts it.
   *
   * @throws IOException where it cannot be reached; the message names the cause and the next step
   */
  static CommandCluster open(Clusters clusters, Plan plan, Clocks clocks) throws IOException {
    CommandCluster opened = new CommandCluster(clusters.open(plan), clocks);
    opened.timeline.start();
    try {
      opened.cluster.start(opened.timeline::accept);
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  ClusterInfo info() {
    return cluster.info();
  }

  Snapshot snapshot() {
    return timeline.now();
  }

  /**
   * @throws RefusedException where nothing was changed
   */
  void apply(Action.OnCluster action) throws RefusedException {
    cluster.apply(action);
  }

  /** Waits for what facts tell; false where it did not come in time. */
  boolean upTo(Duration patience, Predicate<Snapshot> condition) throws InterruptedException {
    return waiting.upTo(patience, () -> condition.test(snapshot()));
  }

  @Override
  public void close() {
    cluster.close();
    timeline.close();
  }
}
