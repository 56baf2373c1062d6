package dev.roundabout.viz.client;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import dev.roundabout.viz.client.load.TookTimes;
import dev.roundabout.viz.model.Latencies;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The measure for the engine: the same calls on the same kind of channel with the same number in
 * flight, and nothing around them but two counters, and a clock where one is asked for. For
 * benchmarks only: a call that fails is followed by the next without a pause.
 */
public final class BareLoop implements AutoCloseable {
  private final ManagedChannel channel;
  private final long deadlineNanos;
  private final ExecutorService lookups = Executors.newCachedThreadPool();
  private final LongAdder ok = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final TookTimes took = new TookTimes();
  private final LongSupplier ticker;
  private final boolean timed;
  private volatile boolean stopped;

  /**
   * Builds one channel; policy, Service and deadline are those of the setup's initial settings, its
   * load is not used and its sink hears nothing.
   */
  public BareLoop(ClientSetup setup) {
    this(setup, false);
  }

  private BareLoop(ClientSetup setup, boolean timed) {
    this.timed = timed;
    this.ticker = setup.ticker();
    this.channel =
        new Channels(setup, setup::initial, lookups, BareLoop::never)
            .bare(setup.initial().service());
    this.deadlineNanos = setup.initial().deadline().toNanos();
  }

  /** As {@link #BareLoop}, and each call is timed by the setup's ticker. */
  public static BareLoop timed(ClientSetup setup) {
    return new BareLoop(setup, true);
  }

  /** It resolves as gRPC does by default, which waits for nothing. */
  private static void never(Duration wait, Runnable task) {}

  /** Connects, without a call. */
  public void connect() {
    channel.getState(true);
  }

  /** Starts to send, with so many calls in flight. Called once. */
  public void start(int inFlight) {
    for (int i = 0; i < inFlight; i++) {
      new Slot().next();
    }
  }

  /** Calls that ended well. Any thread. */
  public long ok() {
    return ok.sum();
  }

  /** How long the calls took that ended well since this was last asked; none where not timed. */
  public Latencies drainLatencies() {
    return took.drain();
  }

  /** Calls that ended badly. Any thread. */
  public long failed() {
    return failed.sum();
  }

  /** Cancels what is under way and waits until the sockets are closed, at most 5 s. */
  @Override
  public void close() {
    stopped = true;
    channel.shutdownNow();
    try {
      channel.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lookups.shutdownNow();
    }
  }

  private final class Slot extends ClientCall.Listener<Res> {
    private long startNanos;

    void next() {
      startNanos = timed ? ticker.getAsLong() : 0;
      ClientCall<Req, Res> call =
          channel.newCall(
              ServiceGrpc.getGetMethod(),
              CallOptions.DEFAULT.withDeadlineAfter(deadlineNanos, TimeUnit.NANOSECONDS));
      call.start(this, new Metadata());
      call.request(2);
      call.sendMessage(Req.getDefaultInstance());
      call.halfClose();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      (status.isOk() ? ok : failed).increment();
      if (timed && status.isOk()) {
        took.add(ticker.getAsLong() - startNanos);
      }
      if (stopped) {
        return;
      }
      if (status.isOk()) {
        next();
      } else {
        lookups.execute(this::next); // it may fail at once, and the stack would not end
      }
    }
  }
}
