package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.ConnectionAgeSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.workload.ServerThreads;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The parts of a cluster between start and close. */
final class RunningCluster implements AutoCloseable {
  private static final int STARTERS = 2;
  private static final long BEGINNING_SECONDS = 30;
  private static final long CLOSING_SECONDS = 15;

  private final Reports reports;
  private final LocalNetwork network;
  private final Loop loop;
  private final ServerThreads serverThreads = new ServerThreads();
  private final ExecutorService starters = starters();
  private final PodServers servers = new PodServers();
  private final ReplicaSet replicaSet;
  private final Autoscaler autoscaler;
  private final EndpointSlices slices;
  private final int beginning;
  private final CompletableFuture<Void> begun = new CompletableFuture<>();

  RunningCluster(ClusterInfo info, LocalOptions options, Reports reports) throws IOException {
    this.reports = reports;
    this.beginning = options.replicas();
    network = LocalNetwork.open(info, options, reports);
    loop =
        new Loop(
            "local-cluster",
            options.ticker(),
            failure -> reports.trouble("the embedded cluster", failure));
    slices =
        new EndpointSlices(
            loop,
            () -> begun.isDone() ? options.delays() : Delays.none(),
            options.random(),
            reports,
            network::route,
            this::answer);
    Container.Host host =
        new Container.Host(
            starters,
            serverThreads,
            network.wiring(),
            options.drain(),
            servers,
            options.ticker(),
            options.log());
    World world =
        new World(
            loop,
            options.delays(),
            options.random(),
            options.ticker(),
            reports,
            network.podIps(),
            info.podPort(),
            host);
    replicaSet = new ReplicaSet(world, new PodNames(info.deployment(), options.random()), slices);
    autoscaler =
        new Autoscaler(info.deployment(), replicaSet, servers, loop, options.ticker(), reports);
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

  /**
   * Finds the pods running, and returns when DNS answers them: a cluster that somebody starts to
   * look at has been there before.
   *
   * @throws IOException where that takes too long
   */
  void begin() throws IOException {
    loop.execute(
        () -> {
          slices.publish(List.of());
          replicaSet.begin(beginning);
        });
    try {
      begun.get(BEGINNING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the embedded cluster started", interrupted);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IOException(
          "the pods of the embedded cluster were not ready in " + BEGINNING_SECONDS + " s",
          failure);
    }
  }

  private void answer(List<Address> ready) {
    network.answer(ready);
    if (ready.size() >= beginning) {
      begun.complete(null);
    }
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
    if (action instanceof Action.SetConnectionAge set) {
      return Optional.of(new Action.SetConnectionAge(age(set.age())));
    }
    if (action instanceof Action.SetAutoscaler set) {
      return Optional.of(new Action.SetAutoscaler(autoscaler.set(set.bounds())));
    }
    if (action instanceof Action.Freeze freeze) {
      replicaSet.freeze(freeze.pod(), freeze.frozen());
      return Optional.of(new Action.Freeze(freeze.pod(), !freeze.frozen()));
    }
    if (action instanceof Action.Restart) {
      replicaSet.restart();
    } else if (action instanceof Action.Drain drain) {
      replicaSet.drain(drain.node(), drain.hard());
    } else if (action instanceof Action.Kill kill && kill.hard()) {
      replicaSet.kill(kill.pod());
    } else if (action instanceof Action.Kill kill) {
      replicaSet.delete(kill.pod());
    } else {
      throw new RefusedException(
          "the embedded cluster has no such thing; choose a Kubernetes cluster for this");
    }
    return Optional.empty();
  }

  /**
   * @return the age before
   */
  private Optional<ConnectionAge> age(Optional<ConnectionAge> next) {
    Optional<ConnectionAge> before = servers.set(next);
    reports.accept(new ConnectionAgeSeen(reports.now(), next));
    return before;
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
