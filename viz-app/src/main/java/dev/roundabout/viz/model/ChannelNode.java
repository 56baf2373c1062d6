package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.ArrayList;
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

  /** The same, made of the parts of an earlier reading where they are equal. */
  ChannelNode sharing(ChannelNode before) {
    if (equals(before)) {
      return before;
    }
    List<Subchannel> shared = new ArrayList<>();
    for (int i = 0; i < subchannels.size(); i++) {
      Subchannel subchannel = subchannels.get(i);
      shared.add(
          i < before.subchannels.size()
              ? subchannel.sharing(before.subchannels.get(i))
              : subchannel);
    }
    return new ChannelNode(client, id, target, state, calls, shared);
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

    private Subchannel sharing(Subchannel before) {
      if (equals(before)) {
        return before;
      }
      if (id != before.id) {
        return this;
      }
      List<Socket> shared = new ArrayList<>();
      for (int i = 0; i < sockets.size(); i++) {
        Socket socket = sockets.get(i);
        shared.add(i < before.sockets.size() ? socket.sharing(before.sockets.get(i)) : socket);
      }
      return new Subchannel(
          id,
          addresses.equals(before.addresses) ? before.addresses : addresses,
          state,
          calls,
          shared,
          connectingAt.equals(before.connectingAt) ? before.connectingAt : connectingAt);
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
  public record Socket(long id, Connection connection, long streams) {
    private Socket sharing(Socket before) {
      return connection.equals(before.connection)
          ? new Socket(id, before.connection, streams)
          : this;
    }
  }
}
