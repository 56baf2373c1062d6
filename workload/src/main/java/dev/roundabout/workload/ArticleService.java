package dev.roundabout.workload;

import com.google.protobuf.UnsafeByteOperations;
import dev.roundabout.proto.Beat;
import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import dev.roundabout.proto.WatchReq;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The article's service. Its methods run on gRPC's event loops ({@code directExecutor}) and never
 * block them: a call that burns CPU goes to the workers of {@link ServerThreads}, or where the CPU
 * is limited to {@link LimitedWork}.
 */
final class ArticleService extends ServiceGrpc.ServiceImplBase {

  /** Most microseconds of CPU that one call may ask for: ten seconds. */
  static final int MAX_WORK_MICROS = 10_000_000;

  /** Largest payload: 1 MiB, below the 4 MiB that a gRPC client accepts by default. */
  static final int MAX_RESPONSE_BYTES = 1 << 20;

  /** Longest time between two beats: one hour. */
  static final int MAX_INTERVAL_MILLIS = 3_600_000;

  private static final int DEFAULT_INTERVAL_MILLIS = 1000;

  private final Res answer;
  private final Beat beat;
  private final ServerThreads threads;
  private final Watches watches;
  private final CpuBurner burner = new CpuBurner();
  private volatile Optional<LimitedWork> limited = Optional.empty();

  ArticleService(ServerOptions options, ServerThreads threads) {
    this.threads = threads;
    watches = new Watches(threads.timer());
    answer =
        Res.newBuilder().setId(options.id()).setPod(options.pod()).setNode(options.node()).build();
    beat =
        Beat.newBuilder().setId(options.id()).setPod(options.pod()).setNode(options.node()).build();
  }

  @Override
  public void get(Req request, StreamObserver<Res> client) {
    int work = request.getWorkMicros();
    int bytes = request.getResponseBytes();
    if ((work | bytes) == 0) {
      answer(answer, client);
      return;
    }
    if (isBeyond(work, MAX_WORK_MICROS, "work_micros", client)
        || isBeyond(bytes, MAX_RESPONSE_BYTES, "response_bytes", client)) {
      return;
    }
    if (work == 0) {
      answer(withPayload(bytes), client);
      return;
    }
    workThenAnswer(work, bytes, (ServerCallStreamObserver<Res>) client);
  }

  @Override
  public void watch(WatchReq request, StreamObserver<Beat> client) {
    int asked = request.getIntervalMillis();
    if (isBeyond(asked, MAX_INTERVAL_MILLIS, "interval_millis", client)) {
      return;
    }
    int interval = asked == 0 ? DEFAULT_INTERVAL_MILLIS : asked;
    watches.start((ServerCallStreamObserver<Beat>) client, beat, interval);
  }

  /**
   * Ends every Watch with UNAVAILABLE. That is what a client needs to open the stream again on
   * another pod; OK would tell it that the beats are complete.
   */
  void endWatches() {
    watches.endAll();
  }

  /** Of the calls that come from now on; those that work already go on as they began. */
  void limit(Optional<LimitedWork> next) {
    limited = next;
  }

  private void workThenAnswer(int work, int bytes, ServerCallStreamObserver<Res> client) {
    // With a handler set, an answer to a call that is cancelled meanwhile is dropped, not thrown.
    client.setOnCancelHandler(() -> {});
    boolean taken =
        limited
            .map(
                limit ->
                    limit.add(
                        TimeUnit.MICROSECONDS.toNanos(work),
                        client::isCancelled,
                        () -> answer(withPayload(bytes), client)))
            .orElseGet(() -> queued(() -> burn(work, bytes, client)));
    if (!taken) {
      refuse(Status.RESOURCE_EXHAUSTED.withDescription("too many calls wait for work"), client);
    }
  }

  private boolean queued(Runnable work) {
    try {
      threads.workers().execute(work);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  private void burn(int work, int bytes, ServerCallStreamObserver<Res> client) {
    burner.burn(work, client::isCancelled);
    answer(withPayload(bytes), client);
  }

  private Res withPayload(int bytes) {
    return bytes == 0
        ? answer
        : answer.toBuilder().setPayload(UnsafeByteOperations.unsafeWrap(new byte[bytes])).build();
  }

  private static void answer(Res answer, StreamObserver<Res> client) {
    client.onNext(answer);
    client.onCompleted();
  }

  /** Compares without sign, as uint32 asks for, and refuses the call if the value is too large. */
  private static boolean isBeyond(int value, int max, String field, StreamObserver<?> client) {
    if (Integer.compareUnsigned(value, max) <= 0) {
      return false;
    }
    refuse(
        Status.INVALID_ARGUMENT.withDescription(
            field + " is " + Integer.toUnsignedString(value) + ", at most " + max + " is allowed"),
        client);
    return true;
  }

  private static void refuse(Status status, StreamObserver<?> client) {
    client.onError(status.asRuntimeException());
  }
}
