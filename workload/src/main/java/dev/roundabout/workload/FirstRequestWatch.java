package dev.roundabout.workload;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Waits for the first call that passes; any thread. */
final class FirstRequestWatch implements ServerInterceptor {
  private final InstantSource clock;
  private final CompletableFuture<FirstRequest> first = new CompletableFuture<>();

  FirstRequestWatch(InstantSource clock) {
    this.clock = clock;
  }

  /** Ends on the thread that brings the call. */
  CompletableFuture<FirstRequest> first() {
    return first;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!first.isDone()) {
      first.complete(
          new FirstRequest(
              clock.instant(), call.getMethodDescriptor().getFullMethodName(), peer(call)));
    }
    return next.startCall(call, headers);
  }

  private static String peer(ServerCall<?, ?> call) {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
            instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress() + ":" + address.getPort()
        : "unknown";
  }
}
