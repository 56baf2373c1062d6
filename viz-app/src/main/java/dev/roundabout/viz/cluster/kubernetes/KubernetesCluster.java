package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterFact.GuardSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.Guard;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Deployment of any Kubernetes cluster, by its API alone. An API that cannot be reached is no
 * reason not to start: what is known is shown, and the rest comes when it is back.
 *
 * <p>Facts come from the threads {@code kubernetes-watch} and {@code kubernetes-beat}, forwarded
 * connections from the way in.
 */
public final class KubernetesCluster implements Cluster {
  private final KubernetesClient client;
  private final ClusterInfo info;
  private final Guards.Lock lock;
  private final KubernetesOptions options;
  private Optional<RunningKubernetes> running = Optional.empty();
  private boolean closed;

  /**
   * @param client closed with this cluster
   * @param lock whether it may be changed
   */
  KubernetesCluster(
      KubernetesClient client, ClusterInfo info, Guards.Lock lock, KubernetesOptions options) {
    this.client = client;
    this.info = info;
    this.lock = lock;
    this.options = options;
  }

  @Override
  public ClusterInfo info() {
    return info;
  }

  @Override
  public synchronized void start(Consumer<? super Fact> sink) throws IOException {
    if (running.isPresent()) {
      throw new IllegalStateException("a cluster starts once");
    }
    Reports reports =
        new Reports(options.clock(), fact -> sink.accept(options.secrets().without(fact)));
    reports.accept(new GuardSeen(reports.now(), lock.state()));
    RunningKubernetes next = new RunningKubernetes(client, info, options, reports);
    running = Optional.of(next);
    next.begin();
  }

  @Override
  public Optional<Action.OnCluster> apply(Action.OnCluster action) throws RefusedException {
    RunningKubernetes cluster = usable();
    if (action instanceof Action.Unlock unlock) {
      unlock(unlock, cluster);
      return Optional.empty();
    }
    Guard guard = lock.state();
    if (guard.locked()) {
      throw new RefusedException("nothing may be changed here: " + guard.why());
    }
    try {
      return cluster.apply(action);
    } catch (RefusedException refused) {
      throw refused.saying(options.secrets().without(refused.getMessage()));
    }
  }

  private void unlock(Action.Unlock unlock, RunningKubernetes cluster) throws RefusedException {
    if (!lock.unlock(unlock.deployment())) {
      throw new RefusedException(
          lock.state().canUnlock()
              ? "that is not its name; type " + info.deployment() + " to unlock it"
              : lock.state().why());
    }
    cluster.reports().accept(new GuardSeen(cluster.reports().now(), lock.state()));
  }

  private synchronized RunningKubernetes usable() throws RefusedException {
    if (closed) {
      throw new RefusedException("the look at " + info.title() + " is closed");
    }
    return started();
  }

  private synchronized RunningKubernetes started() {
    return running.orElseThrow(() -> new IllegalStateException("the cluster has not started"));
  }

  @Override
  public NameLookup names() {
    NameLookup names = started().way().names();
    return name -> {
      try {
        return names.lookup(name);
      } catch (NameLookup.UnknownNameException unknown) {
        throw unknown;
      } catch (IOException failure) {
        throw options.secrets().without(failure);
      }
    };
  }

  @Override
  public Route.Finder reach() {
    return started().way().reach();
  }

  @Override
  public void close() {
    Optional<RunningKubernetes> last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = running;
    }
    last.ifPresent(RunningKubernetes::close);
    client.close();
  }
}
