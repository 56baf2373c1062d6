package dev.roundabout.viz.model;

import dev.roundabout.viz.model.Event.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the client under test reports of itself. */
public sealed interface ClientFact extends Fact {

  /** The client's settings, at its start and after every change. */
  record SettingsSeen(Instant at, Settings settings) implements ClientFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withClient(snapshot.client().withSettings(settings));
    }
  }

  /**
   * A resolver delivered addresses to its channel.
   *
   * @param client from 1
   * @param target what the channel was asked to connect to
   * @param source who answered, in words
   * @param ttl of the answer
   */
  record Resolved(
      Instant at, int client, String target, List<Address> addresses, String source, Duration ttl)
      implements ClientFact {
    public Resolved {
      addresses = List.copyOf(addresses);
    }

    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      List<Address> before =
          snapshot.client().resolution(client).map(Resolution::addresses).orElse(List.of());
      Snapshot next =
          snapshot.withClient(
              snapshot
                  .client()
                  .resolved(client, r -> r.answered(at, target, addresses, source, ttl)));
      return polls(snapshot, client) && isSame(before)
          ? next
          : next.withEvent(
              at, Tone.GOOD, who(snapshot, client) + " resolved: " + difference(before));
    }

    private boolean isSame(List<Address> before) {
      return addresses.size() == before.size() && before.containsAll(addresses);
    }

    private String difference(List<Address> before) {
      long added = addresses.stream().filter(address -> !before.contains(address)).count();
      long removed = before.stream().filter(address -> !addresses.contains(address)).count();
      if (added == 0 && removed == 0) {
        return "unchanged, " + Event.count(addresses.size(), "address");
      }
      return Event.count(addresses.size(), "address")
          + (added > 0 ? ", " + added + " new" : "")
          + (removed > 0 ? ", " + removed + " dropped" : "");
    }
  }

  /**
   * gRPC asked the resolver to refresh.
   *
   * @param discarded true where the last answer was younger than the gate, so nobody was asked
   * @param age of the last answer
   * @param gate the age below which a refresh is discarded
   */
  record RefreshAsked(Instant at, int client, boolean discarded, Duration age, Duration gate)
      implements ClientFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      Snapshot next =
          snapshot.withClient(
              snapshot
                  .client()
                  .resolved(client, r -> discarded ? r.afterDiscard() : r.afterRefresh()));
      String who = who(snapshot, client);
      if (discarded) {
        return next.withEvent(
            at,
            Tone.WARN,
            who
                + " asked again after "
                + Event.seconds(age)
                + ", discarded: the last answer is younger than "
                + Event.seconds(gate));
      }
      return next.withEvent(at, Tone.GOOD, who + " asks DNS again");
    }
  }

  /**
   * A lookup failed; the addresses of the last good one stay in use.
   *
   * @param message fit for the screen
   */
  record ResolveFailed(Instant at, int client, String message) implements ClientFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      Snapshot next =
          snapshot.withClient(snapshot.client().resolved(client, r -> r.failed(message)));
      boolean same =
          snapshot
              .client()
              .resolution(client)
              .flatMap(Resolution::error)
              .filter(message::equals)
              .isPresent();
      return polls(snapshot, client) && same
          ? next
          : next.withEvent(at, Tone.BAD, who(snapshot, client) + " could not resolve: " + message);
    }
  }

  /** A resolver asked DNS. */
  record Queried(Instant at, int client) implements ClientFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withClient(snapshot.client().resolved(client, Resolution::afterQuery));
    }
  }

  /**
   * A connection is ready for calls.
   *
   * @param connection with the address it leads to
   */
  record Connected(Instant at, int client, Connection connection) implements ClientFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withClient(snapshot.client().resolved(client, Resolution::afterConnect));
    }
  }

  /** A connection that was ready has ended. */
  record Disconnected(Instant at, int client, Connection connection) implements ClientFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot;
    }
  }

  /** The first call was given to a connection. */
  record FirstRequest(Instant at, int client, Connection connection) implements ClientFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot;
    }
  }

  /**
   * The server-streaming calls that are open now; told when they change.
   *
   * @param open by client, from 1, and by the full name of the pod
   */
  record StreamsSeen(Instant at, Map<Integer, Map<String, Integer>> open) implements ClientFact {
    public StreamsSeen {
      open = Map.copyOf(open);
    }

    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withClient(snapshot.client().withStreams(open));
    }
  }

  /**
   * gRPC did something about a pod that does not answer as it should, by channelz's trace of the
   * subchannel.
   *
   * @param client from 1
   * @param address the subchannel's, where it has just one
   */
  record SubchannelTraced(Instant at, int client, Address address, Traced what)
      implements ClientFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      String pod =
          snapshot.cluster().podAt(address.ip()).map(Pod::shortName).orElse(address.toString());
      Tone tone = what == Traced.TAKEN_BACK ? Tone.GOOD : Tone.WARN;
      String of = snapshot.client().settings().clients() == 1 ? "" : " (client " + client + ")";
      return snapshot.withEvent(at, tone, what.words(pod) + of);
    }
  }

  /** The channel of a client was closed, and its resolver with it. */
  record ClientClosed(Instant at, int client) implements ClientFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withClient(snapshot.client().withoutClient(client));
    }
  }

  /** A client that polls says the same again and again, and nobody could read anything else. */
  private static boolean polls(Snapshot snapshot, int client) {
    return snapshot.client().settings().resolving().modeOf(client) == ResolverMode.POLL_DNS;
  }

  private static String who(Snapshot snapshot, int client) {
    return snapshot.client().settings().clients() == 1 ? "client" : "client " + client;
  }
}
