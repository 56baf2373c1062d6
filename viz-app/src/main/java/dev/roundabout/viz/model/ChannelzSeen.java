package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ChannelNode.Subchannel;
import dev.roundabout.viz.model.Event.Tone;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reading of channelz: every channel of the client under test, with its subchannels.
 *
 * @param at when it began: calls that had begun by then are counted in it
 * @param ended subchannels that have ended since the reading before, with their last counts
 */
public record ChannelzSeen(Instant at, List<ChannelNode> channels, List<Subchannel> ended)
    implements Fact {
  public ChannelzSeen {
    channels = List.copyOf(channels);
    ended = List.copyOf(ended);
  }

  /** A reading in which none ended. */
  public ChannelzSeen(Instant at, List<ChannelNode> channels) {
    this(at, channels, List.of());
  }

  @Override
  public Snapshot applyTo(Snapshot snapshot) {
    Snapshot next =
        snapshot
            .withClient(snapshot.client().withChannels(channels, at))
            .withTraffic(snapshot.traffic().after(this, PodIndex.of(snapshot)));
    return announceChanges(snapshot, next);
  }

  private Snapshot announceChanges(Snapshot before, Snapshot after) {
    Map<Long, Connectivity> states = new HashMap<>();
    before.client().channels().stream()
        .flatMap(channel -> channel.subchannels().stream())
        .forEach(subchannel -> states.put(subchannel.id(), subchannel.state()));
    Snapshot next = after;
    int client = 0;
    for (ChannelNode channel : channels) {
      // A channel for each call would drown all other events: the first of a client tells.
      if (channel.client() == client && newConnections(after)) {
        continue;
      }
      client = channel.client();
      for (Subchannel subchannel : channel.subchannels()) {
        if (states.get(subchannel.id()) != subchannel.state()) {
          next = next.withEvent(at, tone(subchannel.state()), words(after, subchannel));
        }
      }
    }
    return next;
  }

  private static boolean newConnections(Snapshot snapshot) {
    return snapshot.client().settings().load() instanceof Load.NewConnection;
  }

  private static String words(Snapshot snapshot, Subchannel subchannel) {
    Optional<Pod> pod =
        subchannel
            .connected()
            .flatMap(snapshot::podOf)
            .or(
                () ->
                    subchannel.addresses().size() == 1
                        ? snapshot.cluster().podAt(subchannel.addresses().get(0).ip())
                        : Optional.empty());
    return "subchannel "
        + subchannel.id()
        + pod.map(p -> " to " + p.shortName()).orElse("")
        + " "
        + subchannel.state();
  }

  private static Tone tone(Connectivity state) {
    return switch (state) {
      case READY -> Tone.GOOD;
      case TRANSIENT_FAILURE -> Tone.BAD;
      default -> Tone.NEUTRAL;
    };
  }
}
