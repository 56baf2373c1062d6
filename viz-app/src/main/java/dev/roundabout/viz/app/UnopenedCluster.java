package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cluster that could not be asked what it has, so that the window can say why and offer something
 * else.
 *
 * @param why the cause and the next step
 * @param mayComeBack whether nothing answered at its address
 */
record UnopenedCluster(ClusterInfo info, String why, boolean mayComeBack) implements Cluster {

  @Override
  public void start(Consumer<? super Fact> sink) throws IOException {
    throw new IOException(why);
  }

  @Override
  public Optional<Action.OnCluster> apply(Action.OnCluster action) throws RefusedException {
    throw new RefusedException(why);
  }

  @Override
  public NameLookup names() {
    throw new IllegalStateException("never started");
  }

  @Override
  public Route.Finder reach() {
    throw new IllegalStateException("never started");
  }

  @Override
  public void close() {}
}
