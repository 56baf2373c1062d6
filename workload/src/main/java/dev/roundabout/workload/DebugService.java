package dev.roundabout.workload;

import dev.roundabout.proto.DebugGrpc;
import dev.roundabout.proto.FreezeReq;
import dev.roundabout.proto.FreezeRes;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.function.Consumer;

/** Lets a client freeze the server it talks to. Offered where {@link ServerOptions} allow it. */
final class DebugService extends DebugGrpc.DebugImplBase {

  /** Ten minutes: whoever froze a server and went away finds it well again. */
  static final int MAX_SECONDS = 600;

  private static final int DEFAULT_SECONDS = 60;

  private final String pod;
  private final Consumer<Duration> freezer;

  /**
   * @param pod its name
   * @param freezer freezes the server for so long
   */
  DebugService(String pod, Consumer<Duration> freezer) {
    this.pod = pod;
    this.freezer = freezer;
  }

  @Override
  public void freeze(FreezeReq request, StreamObserver<FreezeRes> client) {
    int asked = request.getSeconds();
    if (Integer.compareUnsigned(asked, MAX_SECONDS) > 0) {
      client.onError(
          Status.INVALID_ARGUMENT
              .withDescription(
                  "seconds is "
                      + Integer.toUnsignedString(asked)
                      + ", at most "
                      + MAX_SECONDS
                      + " is allowed")
              .asRuntimeException());
      return;
    }
    int seconds = asked == 0 ? DEFAULT_SECONDS : asked;
    // When the answer is out, because nothing is after that.
    ((ServerCallStreamObserver<FreezeRes>) client)
        .setOnCloseHandler(() -> freezer.accept(Duration.ofSeconds(seconds)));
    client.onNext(FreezeRes.newBuilder().setPod(pod).setSeconds(seconds).build());
    client.onCompleted();
  }
}
