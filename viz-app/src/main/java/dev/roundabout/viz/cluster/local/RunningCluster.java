package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.workload.ServerThreads;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The parts of a cluster between start and close. */
final class RunningCluster implements AutoCloseable {
  private static final String NODE = "embedded-node";
  private static final int STARTERS = 2;
  private static final long CLOSING_SECONDS = 15;

  private final Reports reports;
  private final LocalNetwork network;
  private final Loop loop;
  private final ServerThreads serverThreads = new ServerThreads();
  private final ExecutorService starters = starters();
  private final ReplicaSet replicaSet;
  private final EndpointSlices slices;

  RunningCluster(ClusterInfo info, LocalOptions options, Reports reports) throws IOException {
    this.reports = reports;
    network = LocalNetwork.open(info, options, reports);
    loop = new Loop(failure -> reports.trouble("the embedded cluster", failure));
    slices =
        new EndpointSlices(
            loop, options.delays(), options.random(), reports, network::route, network::answer);
    Container.Host host =
        new Container.Host(NODE, starters, serverThreads, network.wiring(), options.drain());
    World world =
        new World(
            loop,
            options.delays(),
            options.random(),
            options.nanos(),
            reports,
            network.podIps(),
            info.port(),
            host);
    replicaSet = new ReplicaSet(world, new PodNames(info.deployment(), options.random()), slices);
  }

  private static ExecutorService starters() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            STARTERS,
            STARTERS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "local-cluster-start");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  void begin(int replicas) {
    loop.execute(
        () -> {
          slices.publish(List.of());
          replicaSet.scale(replicas);
        });
  }

  LocalNetwork network() {
    return network;
  }

  Optional<Action.OnCluster> apply(Action.OnCluster action) throws RefusedException {
    try {
      return loop.call(() -> carryOut(action)).get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RefusedException refused) {
        throw refused;
      }
      throw new IllegalStateException("the embedded cluster failed", failure.getCause());
    } catch (CancellationException | RejectedExecutionException closed) {
      throw new RefusedException("the embedded cluster is closed");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RefusedException("interrupted");
    }
  }

  private Optional<Action.OnCluster> carryOut(Action.OnCluster action) throws RefusedException {
    if (action instanceof Action.Scale scale) {
      return Optional.of(new Action.Scale(replicaSet.scale(scale.replicas())));
    }
    if (action instanceof Action.Kill kill && kill.hard()) {
      replicaSet.kill(kill.pod());
    } else if (action instanceof Action.Kill kill) {
      replicaSet.delete(kill.pod());
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    reports.end();
    loop.close();
    network.close();
    awaitServers();
    starters.shutdownNow();
    serverThreads.close();
  }

  private void awaitServers() {
    try {
      replicaSet.crash().get(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException failure) {
      reports.trouble("closing the embedded cluster", failure);
    }
  }
}
