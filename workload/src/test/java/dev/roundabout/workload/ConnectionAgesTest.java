package dev.roundabout.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The age in a time that only the test moves, and on the wire. */
@Timeout(60)
class ConnectionAgesTest {
  private static final Optional<Duration> FOR_EVER = Optional.empty();

  private long now;

  @ParameterizedTest
  @CsvSource({"0.0, 9000", "0.5, 10000", "0.99999, 10999"})
  void aConnectionIsClosedAtItsAgeWithAJitterOfATenth(double drawn, long millis) {
    var ages = new ConnectionAges(() -> now, () -> drawn);
    ages.set(Optional.of(Duration.ofSeconds(10)), FOR_EVER);
    var channel = opened(ages);
    pass(channel, millis - 1);
    assertThat(channel.isOpen()).isTrue();
    pass(channel, 2);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aNewAgeCountsFromTheOpeningOfTheConnection() {
    var ages = new ConnectionAges(() -> now, () -> 0.5);
    var channel = opened(ages);
    pass(channel, 60_000);
    ages.set(Optional.of(Duration.ofSeconds(90)), FOR_EVER);
    pass(channel, 29_000);
    assertThat(channel.isOpen()).isTrue();
    ages.set(Optional.of(Duration.ofSeconds(10)), FOR_EVER);
    pass(channel, 0);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void whereTheAgeIsTakenAwayNothingIsClosed() {
    var ages = new ConnectionAges(() -> now, () -> 0.5);
    ages.set(Optional.of(Duration.ofSeconds(10)), FOR_EVER);
    var channel = opened(ages);
    pass(channel, 5_000);
    ages.set(Optional.empty(), FOR_EVER);
    pass(channel, 3_600_000);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void anOpenConnectionGetsItsGoAway() throws Exception {
    try (var server = Servers.start();
        var connection = new RawHttp2(server)) {
      server.maxConnectionAge(Optional.of(Duration.ofMillis(1)), FOR_EVER);
      connection.readUntil(RawHttp2.GOAWAY);
    }
  }

  @Test
  void aCallEndsWellWithinTheGraceAndIsCutAfterIt() throws Exception {
    try (var server = Servers.start();
        var client = Servers.connect(server)) {
      var stub = ServiceGrpc.newBlockingStub(client.channel());
      var patient = new Recorded<Req, Res>();
      ServiceGrpc.newStub(client.channel())
          .get(Req.newBuilder().setWorkMicros(300_000).build(), patient);
      stub.get(Req.getDefaultInstance());
      server.maxConnectionAge(Optional.of(Duration.ofMillis(1)), FOR_EVER);
      assertThat(patient.end.get(30, TimeUnit.SECONDS).isOk()).isTrue();

      var cut = new Recorded<Req, Res>();
      server.maxConnectionAge(Optional.empty(), FOR_EVER);
      ServiceGrpc.newStub(client.channel())
          .get(Req.newBuilder().setWorkMicros(10_000_000).build(), cut);
      stub.get(Req.getDefaultInstance());
      server.maxConnectionAge(Optional.of(Duration.ofMillis(1)), Optional.of(Duration.ZERO));
      assertThat(cut.end.get(30, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  private static EmbeddedChannel opened(ConnectionAges ages) {
    var channel = new EmbeddedChannel();
    channel.freezeTime();
    ages.opened(channel);
    channel.runPendingTasks();
    return channel;
  }

  private void pass(EmbeddedChannel channel, long millis) {
    channel.runPendingTasks();
    now += TimeUnit.MILLISECONDS.toNanos(millis);
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }
}
