package dev.roundabout.viz.channelz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClientFact.SubchannelTraced;
import dev.roundabout.viz.model.Traced;
import io.grpc.channelz.v1.ChannelData;
import io.grpc.channelz.v1.ChannelTrace;
import io.grpc.channelz.v1.ChannelTraceEvent;
import io.grpc.channelz.v1.Subchannel;
import io.grpc.channelz.v1.SubchannelRef;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That grpc-java uses these words is shown by FreezeTest and SwitchesTest. */
class RescuesTest {
  private static final Address POD = new Address("127.0.0.4", 9090);

  private final Rescues rescues = new Rescues();

  @Test
  void each_event_is_told_once() {
    assertThat(read(2, "READY", "Subchannel ejected: OutlierDetectionSubchannel{}"))
        .containsExactly(Traced.LEFT_OUT);
    assertThat(read(2, "READY", "Subchannel ejected: OutlierDetectionSubchannel{}")).isEmpty();
    assertThat(
            read(
                3,
                "Subchannel ejected: OutlierDetectionSubchannel{}",
                "Subchannel unejected: OutlierDetectionSubchannel{}"))
        .containsExactly(Traced.TAKEN_BACK);
  }

  @Test
  void more_events_than_the_trace_holds_are_no_trouble() {
    assertThat(read(100, "Subchannel ejected: x", "Subchannel unejected: x"))
        .containsExactly(Traced.LEFT_OUT, Traced.TAKEN_BACK);
  }

  @Test
  void a_subchannel_that_went_and_one_with_its_number_are_two() {
    assertThat(read(1, "Subchannel ejected: x")).hasSize(1);
    assertThat(rescues.take(Instant.EPOCH)).isEmpty();
    assertThat(read(1, "Subchannel ejected: x")).hasSize(1);
  }

  @Test
  void a_connection_that_ends_otherwise_is_no_news() {
    String closed = "NettyClientTransport<7>: (/127.0.0.4:9090) SHUTDOWN with UNAVAILABLE";
    assertThat(Rescues.meaning(closed + "(Network closed for unknown reason)")).isEmpty();
    assertThat(Rescues.meaning(closed + "(Keepalive failed. The connection is likely gone)"))
        .contains(Traced.KEEPALIVE_CLOSED);
  }

  private List<Traced> read(long logged, String... words) {
    ChannelTrace.Builder trace = ChannelTrace.newBuilder().setNumEventsLogged(logged);
    for (String each : words) {
      trace.addEvents(ChannelTraceEvent.newBuilder().setDescription(each));
    }
    rescues.read(
        1,
        Subchannel.newBuilder()
            .setRef(SubchannelRef.newBuilder().setSubchannelId(5))
            .setData(
                ChannelData.newBuilder()
                    .setTarget("[[[/127.0.0.4:9090]/{dev.roundabout.target=" + POD + "}]]")
                    .setTrace(trace))
            .build());
    return rescues.take(Instant.EPOCH).stream().map(SubchannelTraced::what).toList();
  }
}
