package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A channel of the client under test, read from channelz.
 *
 * @param client which client it belongs to, from 1
 * @param id channelz's number
 * @param target what the channel was asked to connect to
 */
public record ChannelNode(
    int client,
    long id,
    String target,
    Connectivity state,
    Calls calls,
    List<Subchannel> subchannels) {

  public ChannelNode {
    subchannels = List.copyOf(subchannels);
  }

  /** channelz's counts. Started counts attempts: a retry counts again. */
  public record Calls(long started, long succeeded, long failed) {}

  /**
   * A subchannel: what a policy connects and balances over.
   *
   * @param addresses one under round_robin; every address of the list under pick_first
   * @param sockets its live connections; a READY subchannel has one
   * @param connectingAt when it last began to connect, by its trace; empty where that does not tell
   */
  public record Subchannel(
      long id,
      List<Address> addresses,
      Connectivity state,
      Calls calls,
      List<Socket> sockets,
      Optional<Instant> connectingAt) {
    public Subchannel {
      addresses = List.copyOf(addresses);
      sockets = List.copyOf(sockets);
    }

    /** One whose trace does not tell when it began to connect. */
    public Subchannel(
        long id, List<Address> addresses, Connectivity state, Calls calls, List<Socket> sockets) {
      this(id, addresses, state, calls, sockets, Optional.empty());
    }

    /** The address its newest live connection leads to. */
    public Optional<Connection> connected() {
      return sockets.isEmpty()
          ? Optional.empty()
          : Optional.of(sockets.get(sockets.size() - 1).connection());
    }
  }

  /**
   * A live connection of a subchannel.
   *
   * @param streams calls started on this connection
   */
  public record Socket(long id, Connection connection, long streams) {}
}
