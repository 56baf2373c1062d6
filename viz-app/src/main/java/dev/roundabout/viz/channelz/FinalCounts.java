package dev.roundabout.viz.channelz;

import dev.roundabout.viz.model.ChannelNode.Calls;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import dev.roundabout.viz.model.Connectivity;
import io.grpc.InternalChannelz;
import io.grpc.InternalChannelz.ChannelStats;
import io.grpc.InternalInstrumented;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The counts of subchannels that have ended. Channelz forgets a subchannel with its end, so that
 * what it counted since it was read last would be lost; the object that channelz asked for its
 * counts ({@code InternalInstrumented}, to which the channelz service leads no way) still knows
 * them. One thread.
 */
final class FinalCounts {
  private record Held(Subchannel last, Optional<InternalInstrumented<ChannelStats>> counts) {}

  private final Map<Long, Held> living = new HashMap<>();
  private final Map<Long, Held> read = new HashMap<>();

  /** Has been read, and lives. */
  void read(Subchannel subchannel) {
    Held before = living.get(subchannel.id());
    Optional<InternalInstrumented<ChannelStats>> counts =
        before == null
            ? Optional.ofNullable(InternalChannelz.instance().getSubchannel(subchannel.id()))
            : before.counts();
    read.put(subchannel.id(), new Held(subchannel, counts));
  }

  /**
   * Those that were not read again since this was asked last, with what they counted to the end.
   */
  List<Subchannel> take() {
    List<Subchannel> ended = new ArrayList<>();
    living.keySet().removeAll(read.keySet());
    for (Iterator<Held> gone = living.values().iterator(); gone.hasNext(); gone.remove()) {
      Held held = gone.next();
      held.counts()
          .flatMap(FinalCounts::of)
          .map(calls -> end(held.last(), calls))
          .ifPresent(ended::add);
    }
    living.putAll(read);
    read.clear();
    return ended;
  }

  /** Empty where it does not answer at once: nothing waits for what is gone. */
  private static Optional<Calls> of(InternalInstrumented<ChannelStats> counts) {
    Future<ChannelStats> answer = counts.getStats();
    if (!answer.isDone()) {
      return Optional.empty();
    }
    try {
      return Optional.of(calls(answer.get()));
    } catch (ExecutionException | InterruptedException failure) {
      throw new IllegalStateException("a subchannel did not tell its last counts", failure);
    }
  }

  private static Calls calls(ChannelStats stats) {
    return new Calls(stats.callsStarted, stats.callsSucceeded, stats.callsFailed);
  }

  private static Subchannel end(Subchannel last, Calls calls) {
    return new Subchannel(
        last.id(), last.addresses(), Connectivity.SHUTDOWN, calls, List.of(), last.connectingAt());
  }
}
