package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One running cluster for several sessions, one after another, so that all of them meet the same
 * servers. Closing a session leaves it running; whoever owns the cluster closes it.
 */
final class LentCluster implements Cluster {
  private final Cluster owner;
  private final List<Fact> told = new ArrayList<>();
  private Optional<Consumer<? super Fact>> listener = Optional.empty();

  private LentCluster(Cluster owner) {
    this.owner = owner;
  }

  /** Starts the cluster that will be lent. */
  static LentCluster start(Cluster owner) throws IOException {
    LentCluster lent = new LentCluster(owner);
    owner.start(lent::tell);
    return lent;
  }

  private synchronized void tell(Fact fact) {
    told.add(fact);
    listener.ifPresent(sink -> sink.accept(fact));
  }

  /** Tells the new listener all that has happened so far. */
  @Override
  public synchronized void start(Consumer<? super Fact> sink) {
    told.forEach(sink);
    listener = Optional.of(sink);
  }

  @Override
  public synchronized void close() {
    listener = Optional.empty();
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
}
