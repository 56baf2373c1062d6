package dev.roundabout.viz.client;

import dev.roundabout.proto.DebugGrpc;
import dev.roundabout.proto.FreezeReq;
import dev.roundabout.proto.FreezeRes;
import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import dev.roundabout.viz.client.resolver.InjectedResolverProvider;
import dev.roundabout.viz.client.resolver.OneRoute;
import dev.roundabout.viz.model.Route;
import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One call on a connection of its own. */
public final class OneCall {
  private OneCall() {}

  /**
   * Sends it and waits for the answer.
   *
   * @param patience the call's deadline
   * @return the name of the pod that answered, or the id where the server names none
   * @throws IOException where nobody answered; the message is fit for the screen
   */
  public static String answer(Route route, Duration patience) throws IOException {
    try {
      Res answer =
          over(
              route,
              channel ->
                  ServiceGrpc.newBlockingStub(channel)
                      .withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS)
                      .get(Req.getDefaultInstance()));
      return answer.getPod().isEmpty() ? answer.getId() : answer.getPod();
    } catch (StatusRuntimeException e) {
      throw new IOException(words(e.getStatus()), e);
    }
  }

  /**
   * Asks the server behind it to freeze, and waits for the answer, which comes before it does.
   *
   * @param time 1 s to 10 min
   * @param patience the call's deadline
   * @return whether the server can be asked to; false where it knows no such method
   * @throws IOException where nobody answered; the message is fit for the screen
   */
  public static boolean freeze(Route route, Duration time, Duration patience) throws IOException {
    FreezeReq request = FreezeReq.newBuilder().setSeconds((int) time.toSeconds()).build();
    try {
      FreezeRes unused =
          over(
              route,
              channel ->
                  DebugGrpc.newBlockingStub(channel)
                      .withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS)
                      .freeze(request));
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return false;
      }
      throw new IOException(words(e.getStatus()), e);
    }
  }

  private static <A> A over(Route route, Function<Channel, A> call) {
    ManagedChannel channel =
        Grpc.newChannelBuilder(
                InjectedResolverProvider.SCHEME + ":///one", InsecureChannelCredentials.create())
            .directExecutor()
            .setNameResolverArg(InjectedResolverProvider.FACTORY, args -> new OneRoute(route))
            .build();
    try {
      return call.apply(channel);
    } finally {
      channel.shutdownNow();
    }
  }

  /**
   * Without Netty's list of handlers, which gRPC puts below; it hides why, which the cause says.
   */
  private static String words(Status status) {
    String said = status.getDescription() == null ? "" : status.getDescription();
    String root =
        Stream.iterate(status.getCause(), Objects::nonNull, Throwable::getCause)
            .reduce((outer, inner) -> inner)
            .map(Throwable::getMessage)
            .orElse("");
    return Stream.of(status.getCode().toString(), line(said), line(root))
        .filter(words -> !words.isEmpty())
        .distinct()
        .collect(Collectors.joining(": "));
  }

  private static String line(String words) {
    return words.lines().findFirst().orElse("");
  }
}
