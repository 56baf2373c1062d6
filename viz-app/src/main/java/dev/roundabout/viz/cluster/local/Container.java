package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Ticker;
import dev.roundabout.workload.AgeTicker;
import dev.roundabout.workload.ServerOptions;
import dev.roundabout.workload.ServerThreads;
import dev.roundabout.workload.WorkloadServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The container of one pod: a real server, one at a time, always at the same address. Called on
 * {@code local-cluster}; never blocks it.
 */
final class Container {

  /**
   * What containers run on.
   *
   * @param io starts servers, which may block
   * @param threads shared by all servers
   * @param servers told of each that starts
   * @param ticker by which connections age
   * @param log takes what they write, after the name of the pod
   */
  record Host(
      Executor io,
      ServerThreads threads,
      Wiring wiring,
      Duration drain,
      PodServers servers,
      Ticker ticker,
      Consumer<? super String> log) {

    /** The ticker, as servers take it. */
    AgeTicker ageTicker() {
      return new AgeTicker() {
        @Override
        public long getAsLong() {
          return ticker.getAsLong();
        }

        @Override
        public Future<?> after(ScheduledExecutorService loop, Duration wait, Runnable task) {
          return ticker.after(loop, wait, task);
        }
      };
    }
  }

  private final Host host;
  private final String pod;
  private final String node;
  private final Address address;
  private CompletableFuture<Optional<WorkloadServer>> started =
      CompletableFuture.completedFuture(Optional.empty());
  private CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

  Container(Host host, String pod, String node, Address address) {
    this.host = host;
    this.pod = pod;
    this.node = node;
    this.address = address;
    host.wiring().silent(address);
  }

  /** Starts a new server as soon as the one before has let go of the address. */
  CompletableFuture<Void> start() {
    started = stopped.thenApplyAsync(before -> Optional.of(open()), host.io());
    return started.thenAccept(server -> {});
  }

  private WorkloadServer open() {
    ServerOptions options =
        ServerOptions.at(host.wiring().bindFor(address))
            .withPod(pod)
            .withNode(node)
            .withDrain(host.drain());
    try {
      WorkloadServer server = WorkloadServer.start(options, host.threads(), host.ageTicker());
      var unused =
          server.firstRequest().thenAccept(first -> host.log().accept(pod + " " + first.line()));
      host.servers().started(server);
      host.wiring().opened(address, server.address());
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "pod " + pod + " cannot listen on " + address + ": " + failure.getMessage(), failure);
    }
  }

  /** CPU time that the work of its calls took under a limit; empty where it does not run. */
  Optional<Duration> cpuUsed() {
    return started.isCompletedExceptionally()
        ? Optional.empty()
        : started.getNow(Optional.empty()).map(WorkloadServer::cpuUsed);
  }

  /** Ends as on SIGTERM: calls in flight go on for the drain time. */
  CompletableFuture<Void> drain() {
    return stop(WorkloadServer::drain);
  }

  /** Ends as on SIGKILL, also in the middle of a drain: connections are reset. */
  CompletableFuture<Void> kill() {
    return stop(WorkloadServer::kill);
  }

  private CompletableFuture<Void> stop(Function<WorkloadServer, CompletableFuture<Void>> how) {
    stopped =
        started
            .exceptionally(neverStarted -> Optional.empty())
            .thenCompose(server -> stop(server, how))
            .thenRun(() -> {});
    return stopped;
  }

  /** Freezes its server as SIGSTOP does, or lets it go on. */
  CompletableFuture<Void> freeze(boolean frozen) {
    return started.thenCompose(
        server ->
            server
                .map(running -> running.freeze(frozen))
                .orElseGet(() -> CompletableFuture.completedFuture(null)));
  }

  private CompletableFuture<Void> stop(
      Optional<WorkloadServer> server, Function<WorkloadServer, CompletableFuture<Void>> how) {
    host.wiring().silent(address); // before the port is free for another pod
    return server.map(how).orElseGet(() -> CompletableFuture.completedFuture(null));
  }
}
