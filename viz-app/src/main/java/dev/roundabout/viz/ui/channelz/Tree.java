package dev.roundabout.viz.ui.channelz;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.ChannelNode.Socket;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import dev.roundabout.viz.model.Connectivity;
import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.ui.kit.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Channels, subchannels and sockets as lines; remembers what a person has opened or closed. */
final class Tree {
  /** With more than this, sockets are closed until they are asked for. */
  private static final int MANY = 12;

  private final Map<String, Boolean> chosen = new HashMap<>();

  void toggle(TreeLine line) {
    chosen.put(line.key(), !line.expanded());
  }

  /** Subchannels stand in the order of their pods. */
  List<TreeLine> lines(List<ChannelNode> channels, List<Seat> seats) {
    Map<String, Integer> places = new HashMap<>();
    seats.forEach(seat -> seat.pod().ip().ifPresent(ip -> places.put(ip, seat.place())));
    List<TreeLine> lines = new ArrayList<>();
    for (ChannelNode channel : channels) {
      addChannel(channel, channels.size(), places, lines);
    }
    return lines;
  }

  private void addChannel(
      ChannelNode channel, int channels, Map<String, Integer> places, List<TreeLine> lines) {
    String key = "c" + channel.id();
    boolean open = chosen.getOrDefault(key, channels == 1 || channel.client() == 1);
    boolean more = !channel.subchannels().isEmpty();
    String who = channels == 1 ? "" : "client " + channel.client();
    lines.add(state(key, 0, more, open, "channel " + channel.id(), who, channel.state()));
    if (open) {
      boolean few = channel.subchannels().size() <= MANY;
      channel.subchannels().stream()
          .sorted(Comparator.comparingInt(subchannel -> place(subchannel, places)))
          .forEach(subchannel -> addSubchannel(subchannel, few, lines));
    }
  }

  /** Behind the ClusterIP, and of pick_first, the place of none: they stay in gRPC's order. */
  private static int place(Subchannel subchannel, Map<String, Integer> places) {
    return subchannel.addresses().size() == 1
        ? places.getOrDefault(subchannel.addresses().get(0).ip(), Integer.MAX_VALUE)
        : Integer.MAX_VALUE;
  }

  private void addSubchannel(Subchannel subchannel, boolean few, List<TreeLine> lines) {
    String key = "s" + subchannel.id();
    boolean open = chosen.getOrDefault(key, few);
    boolean more = !subchannel.sockets().isEmpty();
    String label = "subchannel " + subchannel.id();
    lines.add(state(key, 1, more, open, label, ends(subchannel.addresses()), subchannel.state()));
    if (open) {
      subchannel.sockets().forEach(socket -> lines.add(socket(socket)));
    }
  }

  private static TreeLine socket(Socket socket) {
    String streams = Numbers.of(socket.streams(), "stream");
    return new TreeLine(
        "k" + socket.id(), 2, false, false, "socket " + socket.id(), "", streams, "tone-muted");
  }

  private static TreeLine state(
      String key,
      int depth,
      boolean expandable,
      boolean expanded,
      String label,
      String detail,
      Connectivity state) {
    return new TreeLine(
        key, depth, expandable, expanded && expandable, label, detail, state.name(), tone(state));
  }

  /** {@code .12}, or how many addresses there are. */
  private static String ends(List<Address> addresses) {
    if (addresses.size() != 1) {
      return addresses.size() + " addresses";
    }
    String ip = addresses.get(0).ip();
    int cut = Math.max(ip.lastIndexOf('.'), ip.lastIndexOf(':'));
    return ip.substring(Math.max(0, cut));
  }

  private static String tone(Connectivity state) {
    return switch (state) {
      case READY -> "tone-good";
      case TRANSIENT_FAILURE -> "tone-bad";
      case CONNECTING -> "tone-warn";
      case IDLE, UNKNOWN, SHUTDOWN -> "tone-muted";
    };
  }
}
