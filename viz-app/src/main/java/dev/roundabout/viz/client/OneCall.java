package dev.roundabout.viz.client;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import dev.roundabout.viz.client.resolver.InjectedResolverProvider;
import dev.roundabout.viz.client.resolver.OneRoute;
import dev.roundabout.viz.model.Route;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One call of the article's contract on a connection of its own, to see whether it gets there. */
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
    ManagedChannel channel =
        Grpc.newChannelBuilder(
                InjectedResolverProvider.SCHEME + ":///one", InsecureChannelCredentials.create())
            .directExecutor()
            .setNameResolverArg(InjectedResolverProvider.FACTORY, args -> new OneRoute(route))
            .build();
    try {
      Res answer =
          ServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS)
              .get(Req.getDefaultInstance());
      return answer.getPod().isEmpty() ? answer.getId() : answer.getPod();
    } catch (StatusRuntimeException e) {
      throw new IOException(words(e.getStatus()), e);
    } finally {
      channel.shutdownNow();
    }
  }

  private static String words(Status status) {
    String why = status.getDescription();
    return status.getCode() + (why == null ? "" : ": " + why);
  }
}
