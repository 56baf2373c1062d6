package dev.roundabout.viz.client;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.Settings;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One call to one address, on a channel of its own, as the client under test would make it. For
 * checks before a run.
 *
 * @param nanos a ticker
 * @param patience how long it may take, with connecting
 */
public record SingleCall(InstantSource clock, LongSupplier nanos, Duration patience) {
  private static final String NAME = "pod";

  /**
   * Blocks until it is answered.
   *
   * @return the pod that answered, or its id where it does not know its name
   * @throws IOException where nobody answered; the message is fit for the screen
   */
  public String call(Route route) throws IOException {
    ExecutorService lookups = Executors.newSingleThreadExecutor();
    ManagedChannel channel = channel(route, lookups);
    try {
      Res answer =
          ServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(patience.toNanos(), TimeUnit.NANOSECONDS)
              .get(Req.getDefaultInstance());
      return answer.getPod().isEmpty() ? answer.getId() : answer.getPod();
    } catch (StatusRuntimeException failure) {
      throw new IOException(words(failure.getStatus()), failure);
    } finally {
      channel.shutdownNow();
      lookups.shutdownNow();
    }
  }

  private ManagedChannel channel(Route route, ExecutorService lookups) {
    Address target = route.target();
    Settings settings = Settings.initial();
    ClientSetup setup =
        new ClientSetup(
            UUID.randomUUID().toString(),
            name -> new DnsAnswer(name, List.of(target.ip()), Duration.ZERO, NAME),
            address -> route,
            new ClusterInfo(
                Origin.embedded("one call"), "", "", NAME, NAME, target.port(), target.port()),
            clock,
            nanos,
            fact -> {},
            settings,
            ClientSetup.DEFAULT_GATE);
    return new Channels(setup, settings::policy, lookups).bare(settings.service());
  }

  private static String words(Status status) {
    String why = Objects.requireNonNullElse(status.getDescription(), "no reason given");
    return status.getCause() == null
        ? status.getCode() + ": " + why
        : status.getCode() + ": " + why + " (" + status.getCause().getMessage() + ")";
  }
}
