package dev.roundabout.workload;

import dev.roundabout.proto.Beat;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The open {@code Watch} streams of one server.
 *
 * <p>A beat for which the client has no room ({@code isReady} is false) is left out, not queued.
 */
final class Watches {

  private final ScheduledExecutorService timer;
  private final Set<Watch> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  Watches(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Sends the first beat at once. On the call's thread, before the service method returns. */
  void start(ServerCallStreamObserver<Beat> client, Beat identity, long intervalMillis) {
    Watch watch = new Watch(client, identity);
    open.add(watch);
    client.setOnCancelHandler(watch::stop);
    watch.start(intervalMillis);
    if (ended) {
      watch.end();
    }
  }

  /** Ends every stream, and each later one after its first beat, with status UNAVAILABLE. */
  void endAll() {
    ended = true;
    open.forEach(Watch::end);
  }

  /** One stream; its lock serializes the observer, which is not thread-safe. */
  private final class Watch {
    private final ServerCallStreamObserver<Beat> client;
    private final Beat identity;
    private long sequence;
    private boolean stopped;
    private @Nullable Future<?> ticks;

    Watch(ServerCallStreamObserver<Beat> client, Beat identity) {
      this.client = client;
      this.identity = identity;
    }

    synchronized void start(long intervalMillis) {
      if (stopped) {
        return;
      }
      client.onNext(nextBeat());
      ticks =
          timer.scheduleAtFixedRate(
              this::tick, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
    }

    private synchronized void tick() {
      if (!stopped && client.isReady()) {
        client.onNext(nextBeat());
      }
    }

    private Beat nextBeat() {
      sequence++;
      return identity.toBuilder().setSequence(sequence).build();
    }

    synchronized void end() {
      if (stopped) {
        return;
      }
      stop();
      client.onError(
          Status.UNAVAILABLE.withDescription("the server is draining").asRuntimeException());
    }

    synchronized void stop() {
      stopped = true;
      open.remove(this);
      if (ticks != null) {
        ticks.cancel(false);
      }
    }
  }
}
