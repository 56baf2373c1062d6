package dev.roundabout.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roundabout.proto.Beat;
import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import dev.roundabout.proto.WatchReq;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTest {

  @Test
  void articleClientThatKnowsOnlyItsOwnContractIsAnswered() throws IOException {
    MethodDescriptor<byte[], byte[]> get =
        MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("Service/Get")
            .build();
    try (var server = Servers.start();
        var client = Servers.connect(server)) {
      byte[] answer =
          ClientCalls.blockingUnaryCall(client.channel(), get, CallOptions.DEFAULT, new byte[0]);
      // Field 1, a string of 36 characters, and nothing else.
      assertThat(answer).hasSize(38).startsWith(10, 36);
      assertThat(new String(answer, 2, 36, StandardCharsets.US_ASCII)).isEqualTo(server.id());
    }
  }

  @Test
  void answerNamesPodAndNodeAndHasTheAskedSize() throws IOException {
    var options = Servers.options().withPod("server-1").withNode("minikube");
    try (var server = WorkloadServer.start(options);
        var client = Servers.connect(server)) {
      Res answer = get(client, Req.newBuilder().setResponseBytes(1 << 20).setWorkMicros(10));
      assertThat(answer.getId()).isEqualTo(options.id());
      assertThat(answer.getPod()).isEqualTo("server-1");
      assertThat(answer.getNode()).isEqualTo("minikube");
      assertThat(answer.getPayload().size()).isEqualTo(1 << 20);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1048577", "10000001, 0", "-1, 0", "0, -1"})
  void refusesMoreThanItsCaps(int work, int bytes) throws IOException {
    try (var server = Servers.start();
        var client = Servers.connect(server)) {
      assertThatThrownBy(
              () -> get(client, Req.newBuilder().setWorkMicros(work).setResponseBytes(bytes)))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageStartingWith("INVALID_ARGUMENT");
    }
  }

  @Test
  void underALimitWorkWaitsForItsQuotaAndIsCounted() throws IOException {
    var options = Servers.options().withCpuLimit(Optional.of(new CpuLimit(100)));
    try (var server = WorkloadServer.start(options);
        var client = Servers.connect(server)) {
      long start = System.nanoTime();
      get(client, Req.newBuilder().setWorkMicros(25_000));
      // 10 ms of each 100 ms: it ends in the third period, which began with the server.
      assertThat(server.cpuUsed()).isEqualTo(Duration.ofMillis(25));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(105));
      server.cpuLimit(Optional.empty());
      get(client, Req.newBuilder().setWorkMicros(1_000));
      assertThat(server.cpuUsed()).isEqualTo(Duration.ofMillis(25));
    }
  }

  @Test
  void burnsAsMuchCpuAsAsked() {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    new CpuBurner().burn(5_000, () -> false);
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    assertThat(after - before).isGreaterThanOrEqualTo(5_000_000);
  }

  @Test
  void quickCallsPassWhileEveryWorkerBurns() throws IOException {
    try (var server = Servers.start();
        var client = Servers.connect(server)) {
      var slow = new Recorded<Req, Res>();
      var stub = ServiceGrpc.newStub(client.channel());
      for (int i = 0; i < 20; i++) {
        stub.get(Req.newBuilder().setWorkMicros(10_000_000).build(), slow);
      }
      assertThat(get(client, Req.newBuilder()).getId()).isEqualTo(server.id());
      assertThat(slow.answers).isEmpty();
    }
  }

  @Test
  void watchBeatsUntilItIsCancelled() throws IOException {
    try (var server = Servers.start();
        var client = Servers.connect(server)) {
      var watch = watch(client, 1);
      await().until(() -> watch.answers.size() >= 5);
      assertThat(watch.answers.stream().limit(5))
          .extracting(Beat::getSequence)
          .containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(watch.answers).allMatch(beat -> beat.getId().equals(server.id()));
      watch.call.join().cancel("enough", null);
      assertThat(watch.end.join().getCode()).isEqualTo(Status.Code.CANCELLED);
      // With a stream left behind, the timer's thread would live on.
      await().until(() -> ThreadNames.alive("workload-timer").isEmpty());
    }
  }

  @Test
  void watchRefusesTooLongAnInterval() throws IOException {
    try (var server = Servers.start();
        var client = Servers.connect(server)) {
      assertThat(watch(client, 3_600_001).end.join().getCode())
          .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
  }

  @Test
  void reflectionListsTheService() throws IOException {
    try (var server = Servers.start();
        var client = Servers.connect(server)) {
      var answers = new Recorded<ServerReflectionRequest, ServerReflectionResponse>();
      var asking = ServerReflectionGrpc.newStub(client.channel()).serverReflectionInfo(answers);
      asking.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
      asking.onCompleted();
      assertThat(answers.end.join().isOk()).isTrue();
      assertThat(answers.answers.get(0).getListServicesResponse().getServiceList())
          .extracting(ServiceResponse::getName)
          .contains("Service", "grpc.health.v1.Health", "grpc.channelz.v1.Channelz");
    }
  }

  private static Res get(Servers.Client client, Req.Builder request) {
    return ServiceGrpc.newBlockingStub(client.channel()).get(request.build());
  }

  static Recorded<WatchReq, Beat> watch(Servers.Client client, int interval) {
    var recorded = new Recorded<WatchReq, Beat>();
    ServiceGrpc.newStub(client.channel())
        .watch(WatchReq.newBuilder().setIntervalMillis(interval).build(), recorded);
    return recorded;
  }

  /** Messages as they are on the wire. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
