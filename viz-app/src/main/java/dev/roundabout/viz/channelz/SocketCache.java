package dev.roundabout.viz.channelz;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.Connection;
import io.grpc.channelz.v1.Socket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * The details of sockets, which cost fifty times as much to read as a subchannel: each is read when
 * it is new and then twice a second.
 */
final class SocketCache {
  private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(500);

  private final ChannelzCalls calls;
  private final UnaryOperator<Connection> known;
  private final LongSupplier ticker;
  private final Map<Long, Entry> entries = new HashMap<>();
  private final Set<Long> asked = new HashSet<>();

  SocketCache(ChannelzCalls calls, UnaryOperator<Connection> known, LongSupplier ticker) {
    this.calls = calls;
    this.known = known;
    this.ticker = ticker;
  }

  /**
   * Reads those that are due.
   *
   * @param connected whether new ones can be read: channelz throws for a socket that is not
   *     connected yet
   * @return whether one was read
   */
  boolean refresh(List<Long> ids, boolean connected) {
    boolean read = false;
    for (Long id : ids) {
      Optional<Entry> before = Optional.ofNullable(entries.get(id));
      boolean due =
          before.map(entry -> ticker.getAsLong() - entry.readNanos() >= FRESH).orElse(connected);
      if (due) {
        calls.socket(id).flatMap(this::entry).ifPresent(entry -> entries.put(id, entry));
        read = true;
      }
    }
    return read;
  }

  /** What is known of these sockets, in this order. */
  List<ChannelNode.Socket> of(List<Long> ids) {
    asked.addAll(ids);
    return ids.stream()
        .flatMap(id -> Optional.ofNullable(entries.get(id)).stream())
        .map(Entry::socket)
        .toList();
  }

  /** Forgets the sockets that nobody has asked for since the last time. */
  void forgetUnread() {
    entries.keySet().retainAll(asked);
    asked.clear();
  }

  private Optional<Entry> entry(Socket socket) {
    if (!socket.hasRemote()) {
      return Optional.empty();
    }
    Connection raw = new Connection(address(socket.getLocal()), address(socket.getRemote()));
    ChannelNode.Socket node =
        new ChannelNode.Socket(
            socket.getRef().getSocketId(), known.apply(raw), socket.getData().getStreamsStarted());
    return Optional.of(new Entry(node, ticker.getAsLong()));
  }

  private static Address address(io.grpc.channelz.v1.Address address) {
    var tcp = address.getTcpipAddress();
    try {
      String ip = InetAddress.getByAddress(tcp.getIpAddress().toByteArray()).getHostAddress();
      return new Address(ip, tcp.getPort());
    } catch (UnknownHostException notAnIp) {
      throw new IllegalStateException("channelz shows a socket without an IP address", notAnIp);
    }
  }

  private record Entry(ChannelNode.Socket socket, long readNanos) {}
}
