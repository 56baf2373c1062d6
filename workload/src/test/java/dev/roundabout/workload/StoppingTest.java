package dev.roundabout.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import io.grpc.ConnectivityState;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoppingTest {

  private static final Req LONG = Req.newBuilder().setWorkMicros(10_000_000).build();

  @Test
  void drainUnderLoadLosesNoCall() throws Exception {
    StaticAddresses several = new StaticAddresses();
    NameResolverRegistry.getDefaultRegistry().register(several);
    try (var leaving = Servers.start();
        var staying = Servers.start()) {
      AtomicInteger fromLeaving = new AtomicInteger();
      var options =
          new BatchOptions(
              StaticAddresses.target(leaving, staying),
              20_000,
              16,
              Duration.ZERO,
              LbPolicyName.ROUND_ROBIN,
              Optional.empty(),
              false);
      BatchResult result =
          new BatchClient(
                  options,
                  answer -> {
                    if (answer.getId().equals(leaving.id())
                        && fromLeaving.incrementAndGet() == 2_000) {
                      leaving.drain();
                    }
                  })
              .run();
      assertThat(result.failures()).isEmpty();
      assertThat(result.total()).isEqualTo(20_000);
      assertThat(fromLeaving.get()).isBetween(2_000, 9_000);
    } finally {
      NameResolverRegistry.getDefaultRegistry().deregister(several);
    }
  }

  @Test
  void drainSaysGoAwayAndClosesThePort() throws Exception {
    try (var server = WorkloadServer.start(Servers.options().withDrain(Duration.ZERO));
        var connection = new RawHttp2(server)) {
      var stopped = server.drain();
      connection.readUntil(RawHttp2.GOAWAY);
      stopped.join();
      assertRefused(server);
    }
  }

  @Test
  void drainTurnsHealthAndEndsWatchesAndWaitsForCalls() throws Exception {
    try (var server = Servers.start();
        var client = Servers.connect(server)) {
      var health = new Recorded<HealthCheckRequest, HealthCheckResponse>();
      HealthGrpc.newStub(client.channel()).watch(HealthCheckRequest.getDefaultInstance(), health);
      var watch = ServiceTest.watch(client, 1000);
      var call = new Recorded<Req, Res>();
      ServiceGrpc.newStub(client.channel())
          .get(Req.newBuilder().setWorkMicros(200_000).build(), call);
      await().until(() -> health.answers.size() == 1 && watch.answers.size() == 1);

      var stopped = server.drain();

      assertThat(watch.end.join().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(call.end.join()).isEqualTo(Status.OK);
      await().until(() -> health.answers.size() == 2);
      assertThat(health.answers)
          .extracting(HealthCheckResponse::getStatus)
          .containsExactly(ServingStatus.SERVING, ServingStatus.NOT_SERVING);
      health.call.join().cancel("seen", null);
      stopped.join();
    }
  }

  @Test
  void drainCancelsCallsThatOutlastIt() throws Exception {
    try (var server = WorkloadServer.start(Servers.options().withDrain(Duration.ofMillis(1)));
        var client = Servers.connect(server)) {
      var call = inFlight(client);
      server.drain().join();
      assertThat(call.end.join().getCode()).isEqualTo(Status.Code.CANCELLED);
    }
  }

  @Test
  void killFailsCallsInFlightWithUnavailable() throws Exception {
    try (var server = Servers.start();
        var client = Servers.connect(server)) {
      var call = inFlight(client);
      server.kill().join();
      Status status = call.end.join();
      assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      // How the client words it depends on whether it was reading or writing; no goodbye in any
      // case.
      assertThat(status.toString()).doesNotContain("GOAWAY");
    }
  }

  @Test
  void killResetsWithoutAByteOfHttp2() throws Exception {
    try (var server = Servers.start();
        var connection = new RawHttp2(server)) {
      var stopped = server.kill();
      assertThatThrownBy(connection::readByte)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      stopped.join();
      assertRefused(server);
    }
  }

  @Test
  void killCutsADrainShort() throws Exception {
    try (var server = Servers.start();
        var client = Servers.connect(server)) {
      var call = inFlight(client);
      var drained = server.drain();
      server.kill().join();
      assertThat(call.end.join().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(drained).isCompleted();
    }
  }

  @Test
  void samePortServesAgainAfterEachStop() throws Exception {
    var options = Servers.options().withDrain(Duration.ZERO);
    for (int i = 0; i < 30; i++) {
      var server = WorkloadServer.start(options.withNewId());
      options = options.withBind(server.address());
      try (var connection = new RawHttp2(server)) {
        (i % 2 == 0 ? server.kill() : server.drain()).join();
      }
    }
  }

  @Test
  void maxConnectionAgeSendsGoAway() throws Exception {
    var aging =
        Servers.options()
            .withMaxConnectionAge(Optional.of(Duration.ofSeconds(1)))
            .withMaxConnectionAgeGrace(Optional.of(Duration.ZERO));
    try (var server = WorkloadServer.start(aging);
        var connection = new RawHttp2(server)) {
      connection.readUntil(RawHttp2.GOAWAY);
    }
  }

  @Test
  void manyServersShareThreadsAndLeaveNone() throws Exception {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    try (var threads = new ServerThreads()) {
      for (int i = 0; i < 50; i++) {
        var server = WorkloadServer.start(Servers.options().withPod("leak-" + i), threads);
        try (var client = Servers.connect(server)) {
          ServiceGrpc.newBlockingStub(client.channel())
              .get(Req.newBuilder().setWorkMicros(1).build());
        }
        ends.add(i % 2 == 0 ? server.kill() : server.drain());
      }
      assertThat(ThreadNames.alive("workload-worker"))
          .hasSizeLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
      ends.forEach(CompletableFuture::join);
    }
    await()
        .untilAsserted(
            () -> {
              assertThat(ThreadNames.alive("workload-stop-leak")).isEmpty();
              assertThat(ThreadNames.alive("workload-worker")).isEmpty();
            });
  }

  /** A long call that has reached the server: its worker is at it. */
  private static Recorded<Req, Res> inFlight(Servers.Client client) {
    var call = new Recorded<Req, Res>();
    ServiceGrpc.newStub(client.channel()).get(LONG, call);
    // A quick call on the same connection, after it: the server has read both.
    ServiceGrpc.newBlockingStub(client.channel()).get(Req.getDefaultInstance());
    assertThat(client.channel().getState(false)).isEqualTo(ConnectivityState.READY);
    return call;
  }

  private static void assertRefused(WorkloadServer server) {
    assertThatThrownBy(
            () -> new Socket(server.address().getAddress(), server.address().getPort()).close())
        .isInstanceOf(ConnectException.class);
  }
}
