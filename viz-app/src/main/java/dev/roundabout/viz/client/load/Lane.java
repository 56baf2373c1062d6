package dev.roundabout.viz.client.load;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import dev.roundabout.viz.client.load.Samples.EndedCall;
import dev.roundabout.viz.model.Load;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the load of one client goes: its channel, which may be exchanged while calls are under way.
 *
 * <p>Calls are raw {@code ClientCall}s on a direct executor: an answer is counted on the event loop
 * that received it.
 */
public final class Lane {
  private final int client;
  private final Meter meter;
  private final LongSupplier ticker;
  private final Tracers tracers;
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile Channel channel;
  private volatile Optional<ChannelPerCall> perCall = Optional.empty();
  private volatile long deadlineNanos;
  private volatile Req request;
  private volatile boolean cancelled;

  /**
   * @param client from 1
   * @param work CPU time of each call, in whole microseconds
   * @param tracers see each attempt of each call
   */
  public Lane(
      int client,
      Channel channel,
      Duration deadline,
      Duration work,
      Meter meter,
      Tracers tracers,
      LongSupplier ticker) {
    this.client = client;
    this.channel = channel;
    this.deadlineNanos = deadline.toNanos();
    this.request = request(work);
    this.meter = meter;
    this.ticker = ticker;
    this.tracers = tracers;
  }

  public int client() {
    return client;
  }

  /** Calls that start from now on use this channel; those under way end where they are. */
  public void use(Channel next) {
    channel = next;
  }

  /** Calls that start from now on each get a channel from here; where it is empty, they share. */
  public void channelPerCall(Optional<ChannelPerCall> next) {
    perCall = next;
  }

  /** Of the calls that start from now on. */
  public void deadline(Duration next) {
    deadlineNanos = next.toNanos();
  }

  /** CPU time of each call that starts from now on, in whole microseconds. */
  public void work(Duration next) {
    request = request(next);
  }

  private static Req request(Duration work) {
    return work.isZero()
        ? Req.getDefaultInstance()
        : Req.newBuilder().setWorkMicros((int) (work.toNanos() / 1_000)).build();
  }

  /**
   * The channel is about to be shut down with calls under way. Those count as CANCELLED, because we
   * end them; {@code shutdownNow} gives them UNAVAILABLE, as if the server had been lost.
   */
  public void cancel() {
    cancelled = true;
  }

  /** The channel of now, which calls share and streams are held open on. */
  Channel channel() {
    return channel;
  }

  Tracers tracers() {
    return tracers;
  }

  boolean hasRoom() {
    return inFlight.get() < Load.MAX_IN_FLIGHT && perCall.map(ChannelPerCall::hasRoom).orElse(true);
  }

  long now() {
    return ticker.getAsLong();
  }

  /**
   * One call after another of one sender: it listens to the call it has under way, and is used
   * again when that has ended. Before that {@link #send} must not be called.
   */
  abstract static class Sender extends ClientCall.Listener<Res> {
    private final Lane lane;
    private final CallOptions options;
    private long startNanos;
    private String pod = "";
    private boolean answered;

    /**
     * Written before an attempt starts, read after the call has ended: gRPC's locks are between.
     */
    private @Nullable StreamCount connection;

    Sender(Lane lane) {
      this.lane = lane;
      this.options =
          CallOptions.DEFAULT.withStreamTracerFactory(
              lane.tracers.ofRequests(given -> connection = given));
    }

    /**
     * The call has ended and is counted. On the event loop, or inside {@link #send} where the call
     * failed at once; must not block.
     */
    abstract void ended(boolean ok, long tookNanos);

    /**
     * @param intendedNanos when the call should have started; its latency counts from here
     */
    final void send(long intendedNanos) {
      startNanos = intendedNanos;
      pod = "";
      answered = false;
      connection = null;
      lane.start(this);
    }

    @Override
    public final void onMessage(Res answer) {
      answered = true;
      pod = answer.getPod().isEmpty() ? answer.getId() : answer.getPod();
    }

    @Override
    public final void onClose(Status status, Metadata trailers) {
      Status.Code code = lane.counted(status.getCode(), answered);
      boolean ok = code == Status.Code.OK;
      long took = lane.now() - startNanos;
      lane.inFlight.decrementAndGet();
      lane.meter.ended(
          code, new EndedCall(lane.client, ok ? pod : "", startNanos, took, ok), connection);
      ended(ok, took);
    }
  }

  private Status.Code counted(Status.Code code, boolean answered) {
    if (code == Status.Code.OK) {
      // ClientCalls treats a unary call that ends well without an answer in the same way.
      return answered ? code : Status.Code.INTERNAL;
    }
    return cancelled ? Status.Code.CANCELLED : code;
  }

  private void start(Sender sender) {
    inFlight.incrementAndGet();
    meter.started();
    ClientCall<Req, Res> call =
        perCall
            .map(ChannelPerCall::open)
            .orElse(channel)
            .newCall(
                ServiceGrpc.getGetMethod(),
                sender.options.withDeadlineAfter(deadlineNanos, TimeUnit.NANOSECONDS));
    call.start(sender, new Metadata());
    try {
      // Two, as ClientCalls asks: a unary call must see that no second message comes.
      call.request(2);
      call.sendMessage(request);
      call.halfClose();
    } catch (RuntimeException | Error failure) {
      // So that the call ends, and is counted.
      call.cancel("the call could not be sent", failure);
    }
  }
}
