package dev.roundabout.workload;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.InternalNettyServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * The server of one pod: the article's service with health, reflection and channelz, over plain
 * HTTP/2. The {@code server} command runs one in a JVM of its own; an embedded cluster runs up to
 * 200 in one.
 *
 * <p>All servers of a JVM share gRPC's NIO event loops. All methods may be called from any thread;
 * only {@link #close()} blocks.
 */
public final class WorkloadServer implements AutoCloseable {

  /** How long sockets may take to close once every call is cancelled. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private static final int CHANNELZ_PAGE = 100;

  /** Clients may ping a connection this often: less than gRPC's least keepalive time, 10 s. */
  private static final Duration PERMITTED_PINGS = Duration.ofSeconds(5);

  private final ServerOptions options;
  private final AgeTicker ticker;
  private final ConnectionAges ages;
  private final Connections connections;
  private final HealthStatusManager health = new HealthStatusManager();
  private final ArticleService service;
  private final FirstRequestWatch firstRequest = new FirstRequestWatch(InstantSource.system());
  private final Server server;
  private final Runnable releaseThreads;
  private final ServerThreads threads;
  private final LongAdder cpuNanos = new LongAdder();
  private final AtomicBoolean left = new AtomicBoolean();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final Object freezing = new Object();
  private boolean frozen;
  private Runnable afterFreeze = () -> {};
  private volatile InetSocketAddress address;

  private WorkloadServer(
      ServerOptions options, ServerThreads threads, AgeTicker ticker, Runnable releaseThreads) {
    this.options = options;
    this.ticker = ticker;
    ages = new ConnectionAges(ticker, () -> ThreadLocalRandom.current().nextDouble());
    connections = new Connections(ages);
    address = options.bind();
    this.threads = threads;
    this.releaseThreads = releaseThreads;
    service = new ArticleService(options, threads);
    cpuLimit(options.cpuLimit());
    server = build();
  }

  /**
   * Starts a server with threads of its own, which end with it.
   *
   * @throws IOException if the address cannot be bound
   */
  public static WorkloadServer start(ServerOptions options) throws IOException {
    ServerThreads threads = new ServerThreads();
    return start(new WorkloadServer(options, threads, System::nanoTime, threads::close));
  }

  /**
   * Starts a server that shares {@code threads} with others; the caller closes them, after the
   * servers.
   *
   * @throws IOException if the address cannot be bound
   */
  public static WorkloadServer start(ServerOptions options, ServerThreads threads)
      throws IOException {
    return start(options, threads, System::nanoTime);
  }

  /**
   * The same, with connections that age by this ticker where {@link #maxConnectionAge} is used.
   *
   * @throws IOException if the address cannot be bound
   */
  public static WorkloadServer start(ServerOptions options, ServerThreads threads, AgeTicker ticker)
      throws IOException {
    return start(new WorkloadServer(options, threads, ticker, () -> {}));
  }

  private static WorkloadServer start(WorkloadServer started) throws IOException {
    try {
      started.server.start();
      started.address = (InetSocketAddress) started.server.getListenSockets().get(0);
      return started;
    } catch (IOException failure) {
      started.releaseThreads.run();
      throw failure;
    }
  }

  private Server build() {
    NettyServerBuilder builder = NettyServerBuilder.forAddress(options.bind());
    // grpc-java takes a channel factory only together with event loops; this names its shared ones.
    InternalNettyServerBuilder.useNioTransport(builder);
    builder
        .channelFactory(connections::newServerChannel)
        .directExecutor()
        .addService(ServerInterceptors.intercept(service, firstRequest))
        .addService(health.getHealthService())
        .addService(ProtoReflectionServiceV1.newInstance())
        .addService(ChannelzService.newInstance(CHANNELZ_PAGE))
        .permitKeepAliveTime(PERMITTED_PINGS.toSeconds(), TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true);
    if (options.allowFreeze()) {
      builder.addService(new DebugService(options.pod(), this::freezeFor));
    }
    options
        .maxConnectionAge()
        .ifPresent(age -> builder.maxConnectionAge(age.toMillis(), TimeUnit.MILLISECONDS));
    options
        .maxConnectionAgeGrace()
        .ifPresent(grace -> builder.maxConnectionAgeGrace(grace.toMillis(), TimeUnit.MILLISECONDS));
    return builder.build();
  }

  /**
   * Changes the age at which connections end, beside that of {@link
   * ServerOptions#maxConnectionAge()}: it holds for open connections too, and one that is older
   * already gets its GOAWAY at once. Each connection's age has grpc-java's jitter of ±10 %.
   *
   * @param age more than zero; empty for never
   * @param grace how long calls may go on after that; empty for ever
   */
  public void maxConnectionAge(Optional<Duration> age, Optional<Duration> grace) {
    ages.set(age, grace);
  }

  /**
   * Changes the limit of {@link ServerOptions#cpuLimit()}, for calls that come from now on. Under a
   * limit the work that calls ask for is reckoned and not burnt.
   *
   * @param limit empty for none
   */
  public void cpuLimit(Optional<CpuLimit> limit) {
    service.limit(limit.map(some -> new LimitedWork(some, ticker, threads.timer(), cpuNanos)));
  }

  /** CPU time that the work of calls took under a limit, since the start. */
  public Duration cpuUsed() {
    return Duration.ofNanos(cpuNanos.sum());
  }

  /** Where the server listens, or listened, with the real port where 0 was asked for. */
  public InetSocketAddress address() {
    return address;
  }

  /** The identity in every answer. */
  public String id() {
    return options.id();
  }

  /** Ends on an event loop when the first request for the article's service has come. */
  public CompletableFuture<FirstRequest> firstRequest() {
    return firstRequest.first().copy();
  }

  /** Ends when the server has stopped, in whichever way, and its sockets are closed. */
  public CompletableFuture<Void> stopped() {
    return stopped.copy();
  }

  /**
   * Freezes the server as SIGSTOP does a process, or lets it go on where it was: it accepts
   * connections, and reads, writes and closes nothing, not even for streams under way. {@link
   * #drain()} waits until it goes on, as SIGTERM does; {@link #kill()} and {@link #close()} do not.
   *
   * @return ends when every connection is frozen, or goes on
   */
  public CompletableFuture<Void> freeze(boolean frozen) {
    Runnable waiting = () -> {};
    synchronized (freezing) {
      this.frozen = frozen;
      if (!frozen) {
        waiting = afterFreeze;
        afterFreeze = () -> {};
      }
    }
    Runnable next = waiting;
    return connections.freeze(frozen).thenRun(next);
  }

  private void freezeFor(Duration time) {
    var unusedFreeze = freeze(true);
    Runnable thaw =
        () -> {
          var unusedThaw = freeze(false);
        };
    var unused = threads.timer().schedule(thaw, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Stops as a pod does on SIGTERM: health says NOT_SERVING, Watch streams end with UNAVAILABLE,
   * clients get a GOAWAY and no new connection, calls in flight have {@link ServerOptions#drain()}
   * to end; those that take longer fail with CANCELLED. A client that follows the GOAWAY loses no
   * call.
   *
   * @return ends when the sockets are closed; the same for each call
   */
  public CompletableFuture<Void> drain() {
    synchronized (freezing) {
      if (frozen) {
        afterFreeze = this::drainNow;
        return stopped();
      }
    }
    drainNow();
    return stopped();
  }

  private void drainNow() {
    leaveHealth();
    service.endWatches();
    server.shutdown();
    finishWithin(options.drain());
  }

  /**
   * Stops as a process does on SIGKILL, seen from its clients: each TCP connection is reset (RST)
   * without a byte of HTTP/2, and the port is closed. Also works during {@link #drain()}.
   *
   * @return ends when the sockets are closed, so that the port can be bound again
   */
  public CompletableFuture<Void> kill() {
    var unused =
        connections
            .reset()
            .thenRun(
                () -> {
                  server.shutdownNow();
                  finishWithin(CLOSING);
                });
    return stopped();
  }

  /** Cancels all calls, closes all connections with a GOAWAY, and waits for that, at most 10 s. */
  @Override
  public void close() {
    var unused = freeze(false);
    leaveHealth();
    server.shutdownNow();
    finishWithin(CLOSING);
    stopped.join();
  }

  /** Once only: the manager warns about a second time. */
  private void leaveHealth() {
    if (left.compareAndSet(false, true)) {
      health.enterTerminalState();
    }
  }

  /** A server tells of its end only to a thread that waits for it: this one, which ends with it. */
  private void finishWithin(Duration patience) {
    if (stopping.compareAndSet(false, true)) {
      Thread waiter = new Thread(() -> finish(patience), "workload-stop-" + options.pod());
      waiter.setDaemon(true);
      waiter.start();
    }
  }

  private void finish(Duration patience) {
    try {
      if (!server.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
        server.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
      }
      settle();
    } catch (InterruptedException interrupted) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    } finally {
      releaseThreads.run();
      stopped.complete(null);
    }
  }

  /**
   * An event loop that ends meanwhile forgets what was planned on it: not waited for without end.
   */
  private void settle() throws InterruptedException {
    try {
      connections.settled().get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException unsettled) {
      return; // the sockets are closed, and the system frees them when the loop is gone
    }
  }
}
