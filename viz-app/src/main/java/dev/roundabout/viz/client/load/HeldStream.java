package dev.roundabout.viz.client.load;

import dev.roundabout.proto.Beat;
import dev.roundabout.proto.ServiceGrpc;
import dev.roundabout.proto.WatchReq;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stream on one channel, opened again whenever it ends, until it is cancelled. Any thread. */
final class HeldStream {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /** Doubled so often: 12.8 s. */
  private static final int MOST_DOUBLINGS = 7;

  private static final String NO_LONGER = "no longer held open";

  private final Lane lane;
  private final Channel channel;
  private final Timer timer;
  private @Nullable ClientCall<WatchReq, Beat> call;
  private Optional<String> pod = Optional.empty();
  private int endings;
  private boolean cancelled;

  /** On the lane's channel of now. */
  HeldStream(Lane lane, Timer timer) {
    this.lane = lane;
    this.channel = lane.channel();
    this.timer = timer;
  }

  int client() {
    return lane.client();
  }

  boolean isOn(Lane other) {
    return lane == other && channel == other.channel();
  }

  /** Who sends; empty while nobody does. */
  synchronized Optional<String> pod() {
    return pod;
  }

  void open() {
    synchronized (this) {
      if (cancelled) {
        return;
      }
    }
    ClientCall<WatchReq, Beat> next =
        channel.newCall(
            ServiceGrpc.getWatchMethod(),
            CallOptions.DEFAULT.withStreamTracerFactory(lane.tracers().ofWatches()));
    next.start(new Beats(next), new Metadata());
    next.request(1);
    next.sendMessage(WatchReq.getDefaultInstance());
    next.halfClose();
    started(next);
  }

  /** A call cannot be cancelled before it starts: whoever wanted to has left it to us. */
  private void started(ClientCall<WatchReq, Beat> next) {
    boolean late;
    synchronized (this) {
      call = next;
      late = cancelled;
    }
    if (late) {
      next.cancel(NO_LONGER, null);
    }
  }

  void cancel() {
    ClientCall<WatchReq, Beat> last;
    synchronized (this) {
      cancelled = true;
      pod = Optional.empty();
      last = call;
    }
    if (last != null) {
      last.cancel(NO_LONGER, null);
    }
  }

  private synchronized void beat(String from) {
    if (!cancelled) {
      pod = Optional.of(from);
      endings = 0;
    }
  }

  private void ended() {
    long pause;
    synchronized (this) {
      pod = Optional.empty();
      if (cancelled) {
        return;
      }
      pause = FIRST_PAUSE.toNanos() << Math.min(endings++, MOST_DOUBLINGS);
    }
    timer.after(pause, this::open);
  }

  private final class Beats extends ClientCall.Listener<Beat> {
    private final ClientCall<WatchReq, Beat> from;

    Beats(ClientCall<WatchReq, Beat> from) {
      this.from = from;
    }

    @Override
    public void onMessage(Beat beat) {
      beat(beat.getPod().isEmpty() ? beat.getId() : beat.getPod());
      from.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      ended();
    }
  }
}
