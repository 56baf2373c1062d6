package dev.roundabout.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roundabout.proto.Beat;
import dev.roundabout.proto.DebugGrpc;
import dev.roundabout.proto.FreezeReq;
import dev.roundabout.proto.FreezeRes;
import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import io.grpc.ConnectivityState;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What SIGSTOP does to a process, as its clients see it. */
@Timeout(60)
class FreezeTest {

  @Test
  void aFrozenServerAcceptsAnswersNothingAndClosesNothing() throws Exception {
    try (var server = Servers.start();
        var before = Servers.connect(server);
        var after = Servers.connect(server);
        var raw = new RawHttp2(server)) {
      call(before);
      server.freeze(true).join();

      var waiting = new Recorded<Req, Res>();
      ServiceGrpc.newStub(before.channel()).get(Req.getDefaultInstance(), waiting);
      raw.ping();
      raw.patience(300);
      assertThatThrownBy(() -> raw.readUntil(RawHttp2.PING))
          .isInstanceOf(SocketTimeoutException.class);
      assertFrozen(before);
      assertFrozen(after);
      assertThat(before.channel().getState(false)).isEqualTo(ConnectivityState.READY);
      assertThat(waiting.end).isNotDone();

      server.freeze(false).join();
      assertThat(waiting.end.join()).isEqualTo(Status.OK);
      raw.patience(20_000);
      raw.readUntil(RawHttp2.PING);
      call(after);
    }
  }

  @Test
  void aStreamUnderWayStandsStillAndGoesOnWhereItWas() throws Exception {
    try (var server = Servers.start();
        var client = Servers.connect(server)) {
      var watch = ServiceTest.watch(client, 1);
      await().until(() -> watch.answers.size() >= 5);
      server.freeze(true).join();
      assertFrozen(client); // what was on its way has arrived
      int seen = watch.answers.size();
      assertFrozen(client);
      assertThat(watch.answers).hasSize(seen);
      assertThat(watch.end).isNotDone();

      server.freeze(false).join();
      await().until(() -> watch.answers.size() > seen + 5);
      assertThat(watch.answers.stream().limit(seen + 5))
          .extracting(Beat::getSequence)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, seen + 5).boxed().toList());
    }
  }

  @Test
  void aDrainWaitsUntilTheServerGoesOn() throws Exception {
    try (var server = Servers.start();
        var connection = new RawHttp2(server)) {
      server.freeze(true).join();
      var stopped = server.drain();
      connection.patience(300);
      assertThatThrownBy(() -> connection.readUntil(RawHttp2.GOAWAY))
          .isInstanceOf(SocketTimeoutException.class);
      connection.patience(20_000);
      server.freeze(false).join();
      connection.readUntil(RawHttp2.GOAWAY);
      connection.close();
      stopped.join();
    }
  }

  @Test
  void aKillDoesNotWait() throws Exception {
    try (var server = Servers.start();
        var connection = new RawHttp2(server)) {
      server.freeze(true).join();
      var stopped = server.kill();
      assertThatThrownBy(connection::readByte).isInstanceOf(SocketException.class);
      stopped.join();
    }
  }

  @Test
  void aFrozenServerCanBeClosed() throws Exception {
    var server = Servers.start();
    try (var client = Servers.connect(server)) {
      call(client);
      server.freeze(true).join();
      server.close();
      assertThat(server.stopped()).isCompleted();
    }
  }

  @Test
  void nobodyFreezesAServerThatDoesNotAllowIt() throws IOException {
    try (var server = Servers.start();
        var client = Servers.connect(server)) {
      assertThatThrownBy(() -> freeze(client, 1))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageStartingWith("UNIMPLEMENTED");
      call(client);
    }
  }

  @Test
  void aClientFreezesOneThatAllowsItForAWhile() throws Exception {
    var allowing = Servers.options().withPod("server-1").withAllowFreeze(true);
    try (var server = WorkloadServer.start(allowing);
        var client = Servers.connect(server)) {
      assertThatThrownBy(() -> freeze(client, 601))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageStartingWith("INVALID_ARGUMENT");
      FreezeRes answer = freeze(client, 2);
      assertThat(answer.getPod()).isEqualTo("server-1");
      assertThat(answer.getSeconds()).isEqualTo(2);
      assertFrozen(client);
      call(client);
    }
  }

  private static FreezeRes freeze(Servers.Client client, int seconds) {
    return DebugGrpc.newBlockingStub(client.channel())
        .freeze(FreezeReq.newBuilder().setSeconds(seconds).build());
  }

  private static void call(Servers.Client client) {
    Res unused = ServiceGrpc.newBlockingStub(client.channel()).get(Req.getDefaultInstance());
  }

  private static void assertFrozen(Servers.Client client) {
    assertThatThrownBy(
            () ->
                ServiceGrpc.newBlockingStub(client.channel())
                    .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                    .get(Req.getDefaultInstance()))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageStartingWith("DEADLINE_EXCEEDED");
  }
}
