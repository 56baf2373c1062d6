package dev.roundabout.viz.channelz;

import com.google.protobuf.Timestamp;
import io.grpc.channelz.v1.ChannelTrace;
import io.grpc.channelz.v1.ChannelTraceEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the trace of a subchannel, which keeps its newest events with their times. */
final class Traces {
  /**
   * How {@code InternalSubchannel} begins each of its words for it: "as requested", "after
   * backoff", "; backoff interrupted".
   */
  private static final String CONNECTING = "CONNECTING";

  private Traces() {}

  /** When it last began to connect, by this machine's wall clock. */
  static Optional<Instant> connectingAt(ChannelTrace trace) {
    List<ChannelTraceEvent> events = trace.getEventsList();
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).getDescription().startsWith(CONNECTING)) {
        Timestamp at = events.get(i).getTimestamp();
        return Optional.of(Instant.ofEpochSecond(at.getSeconds(), at.getNanos()));
      }
    }
    return Optional.empty();
  }
}
