package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterFact.Forwarded;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** A cluster whose kube-proxy tells nobody to which pod it gives a connection, as a real one. */
record SilentProxy(Cluster owner) implements Cluster {
  @Override
  public void start(Consumer<? super Fact> sink) throws IOException {
    owner.start(
        fact -> {
          if (!(fact instanceof Forwarded)) {
            sink.accept(fact);
          }
        });
  }

  @Override
  public ClusterInfo info() {
    return owner.info();
  }

  @Override
  public Optional<Action.OnCluster> apply(Action.OnCluster action) throws RefusedException {
    return owner.apply(action);
  }

  @Override
  public NameLookup names() {
    return owner.names();
  }

  @Override
  public Route.Finder reach() {
    return owner.reach();
  }

  @Override
  public void close() {
    owner.close();
  }
}
