package dev.roundabout.workload;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The article's client: a number of {@code Get} calls, over one channel unless told otherwise. */
final class BatchClient {

  private final BatchOptions options;
  private final BatchResult result = new BatchResult();
  private final Set<ManagedChannel> open = ConcurrentHashMap.newKeySet();
  private final Semaphore room;
  private final Consumer<Res> onAnswer;

  /**
   * Makes a client for one run.
   *
   * @param onAnswer gets each answer as it comes, one at a time, on a gRPC thread
   */
  BatchClient(BatchOptions options, Consumer<Res> onAnswer) {
    this.options = options;
    this.onAnswer = onAnswer;
    room = new Semaphore(options.concurrency());
  }

  /**
   * Makes all calls and returns when each has ended, in one way or the other.
   *
   * @throws IllegalArgumentException if the target is none
   * @throws InterruptedException if the calling thread is interrupted; calls in flight are
   *     cancelled
   */
  BatchResult run() throws InterruptedException {
    Supplier<ManagedChannel> channels = options.newConnectionPerCall() ? this::open : shared();
    try {
      startAll(channels);
      room.acquire(options.concurrency());
      return result;
    } finally {
      for (ManagedChannel channel : open) {
        channel.shutdownNow();
        channel.awaitTermination(5, TimeUnit.SECONDS);
      }
    }
  }

  private Supplier<ManagedChannel> shared() {
    ManagedChannel channel = open();
    return () -> channel;
  }

  private ManagedChannel open() {
    ManagedChannel channel =
        Grpc.newChannelBuilder(options.target(), InsecureChannelCredentials.create())
            .defaultLoadBalancingPolicy(options.policy().toString())
            .build();
    open.add(channel);
    return channel;
  }

  private void startAll(Supplier<ManagedChannel> channels) throws InterruptedException {
    for (int i = 0; i < options.requests(); i++) {
      if (i > 0) {
        pause(options.interval());
      }
      room.acquire();
      ManagedChannel channel = channels.get();
      withDeadline(ServiceGrpc.newStub(channel)).get(Req.getDefaultInstance(), new Ending(channel));
    }
  }

  private ServiceGrpc.ServiceStub withDeadline(ServiceGrpc.ServiceStub stub) {
    return options
        .deadline()
        .map(deadline -> stub.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS))
        .orElse(stub);
  }

  private static void pause(Duration interval) throws InterruptedException {
    long end = System.nanoTime() + interval.toNanos();
    for (long left = interval.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted between two calls");
      }
    }
  }

  /** Counts the one answer or failure of a call, and makes room for the next. */
  private final class Ending implements StreamObserver<Res> {
    private final ManagedChannel channel;

    Ending(ManagedChannel channel) {
      this.channel = channel;
    }

    @Override
    public void onNext(Res answer) {
      synchronized (result) {
        result.answered(answer);
        onAnswer.accept(answer);
      }
    }

    @Override
    public void onError(Throwable failure) {
      synchronized (result) {
        result.failed(Status.fromThrowable(failure).getCode());
      }
      ended();
    }

    @Override
    public void onCompleted() {
      ended();
    }

    private void ended() {
      if (options.newConnectionPerCall()) {
        open.remove(channel);
        channel.shutdown();
      }
      room.release();
    }
  }
}
