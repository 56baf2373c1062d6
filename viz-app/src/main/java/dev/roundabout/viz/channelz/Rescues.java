package dev.roundabout.viz.channelz;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClientFact.SubchannelTraced;
import dev.roundabout.viz.model.Traced;
import io.grpc.channelz.v1.ChannelTrace;
import io.grpc.channelz.v1.ChannelTraceEvent;
import io.grpc.channelz.v1.Subchannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from the traces of subchannels what gRPC does about pods that do not answer as they should.
 * Channelz has no field for it, so that this goes by the words that grpc-java logs ({@code
 * InternalSubchannel}, {@code OutlierDetectionLoadBalancer}, {@code
 * HealthCheckingLoadBalancerFactory}). One thread.
 */
final class Rescues {
  private record News(int client, Address address, Traced what) {}

  private final Map<Long, Long> logged = new HashMap<>();
  private final Set<Long> read = new HashSet<>();
  private final List<News> news = new ArrayList<>();

  /** Each event is told once; one that was overwritten before it was read is not told. */
  void read(int client, Subchannel subchannel) {
    long id = subchannel.getRef().getSubchannelId();
    ChannelTrace trace = subchannel.getData().getTrace();
    long before = Optional.ofNullable(logged.put(id, trace.getNumEventsLogged())).orElse(0L);
    read.add(id);
    List<ChannelTraceEvent> events = trace.getEventsList();
    long fresh = Math.min(trace.getNumEventsLogged() - before, events.size());
    if (fresh <= 0) {
      return;
    }
    List<Address> addresses = TargetText.addresses(subchannel.getData().getTarget());
    if (addresses.size() == 1) {
      events
          .subList(events.size() - (int) fresh, events.size())
          .forEach(
              event ->
                  meaning(event.getDescription())
                      .ifPresent(what -> news.add(new News(client, addresses.get(0), what))));
    }
  }

  /** What is new since the last time; forgets the subchannels that were not read since. */
  List<SubchannelTraced> take(Instant now) {
    logged.keySet().retainAll(read);
    read.clear();
    List<SubchannelTraced> taken =
        news.stream()
            .map(one -> new SubchannelTraced(now, one.client(), one.address(), one.what()))
            .toList();
    news.clear();
    return taken;
  }

  static Optional<Traced> meaning(String words) {
    if (words.contains("SHUTDOWN with") && words.contains("Keepalive failed")) {
      return Optional.of(Traced.KEEPALIVE_CLOSED);
    }
    if (words.startsWith("Subchannel ejected")) {
      return Optional.of(Traced.LEFT_OUT);
    }
    if (words.startsWith("Subchannel unejected")) {
      return Optional.of(Traced.TAKEN_BACK);
    }
    return words.startsWith("TRANSIENT_FAILURE: health-check responded")
        ? Optional.of(Traced.UNHEALTHY)
        : Optional.empty();
  }
}
