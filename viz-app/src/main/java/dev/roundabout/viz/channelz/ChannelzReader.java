package dev.roundabout.viz.channelz;

import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.ChannelNode.Calls;
import dev.roundabout.viz.model.ClientFact.SubchannelTraced;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.Connectivity;
import io.grpc.channelz.v1.Channel;
import io.grpc.channelz.v1.ChannelConnectivityState;
import io.grpc.channelz.v1.ChannelData;
import io.grpc.channelz.v1.SocketRef;
import io.grpc.channelz.v1.Subchannel;
import io.grpc.channelz.v1.SubchannelRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Reads the channels of one client under test from this JVM's channelz. One thread.
 *
 * <p>A subchannel's counts are always read after its sockets' streams, so that what is left when
 * the newest connection's streams are taken off is never less than what went to the connections
 * before it.
 */
public final class ChannelzReader {
  private static final int PAGE = 100;

  private final String key;
  private final ChannelzCalls calls = new ChannelzCalls(PAGE);
  private final SocketCache sockets;
  private final UnaryOperator<Instant> clock;
  private final Rescues rescues = new Rescues();
  private final FinalCounts finalCounts = new FinalCounts();

  /**
   * Takes the times of traces as channelz gives them.
   *
   * @param key of the client: its channels are those whose target ends in {@code #key/number}
   * @param known gives a connection the address that it leads to, where channelz shows another
   * @param ticker nanoseconds, as {@code System.nanoTime} counts them
   */
  public ChannelzReader(String key, UnaryOperator<Connection> known, LongSupplier ticker) {
    this(key, known, ticker, UnaryOperator.identity());
  }

  /**
   * @param key of the client: its channels are those whose target ends in {@code #key/number}
   * @param known gives a connection the address that it leads to, where channelz shows another
   * @param ticker nanoseconds, as {@code System.nanoTime} counts them
   * @param clock turns a time of this machine's wall clock, by which channelz traces, into ours
   */
  public ChannelzReader(
      String key,
      UnaryOperator<Connection> known,
      LongSupplier ticker,
      UnaryOperator<Instant> clock) {
    this.key = key;
    this.clock = clock;
    this.sockets = new SocketCache(calls, known, ticker);
  }

  /** The channels by client and number, each with its subchannels by number. Blocks briefly. */
  public List<ChannelNode> read() {
    List<ChannelNode> nodes = new ArrayList<>();
    for (Channel channel : calls.topChannels()) {
      ChannelName.of(channel.getData().getTarget(), key)
          .ifPresent(name -> nodes.add(node(channel, name)));
    }
    sockets.forgetUnread();
    nodes.sort(Comparator.comparingInt(ChannelNode::client).thenComparingLong(ChannelNode::id));
    return nodes;
  }

  /** Subchannels that have ended between the last two readings, with their last counts. */
  public List<ChannelNode.Subchannel> ended() {
    return finalCounts.take();
  }

  /**
   * What gRPC did about pods, by the subchannels' traces that were read since this was asked last.
   *
   * @param now goes into the facts
   */
  public List<SubchannelTraced> news(Instant now) {
    return rescues.take(now);
  }

  private ChannelNode node(Channel channel, ChannelName name) {
    List<ChannelNode.Subchannel> subchannels = new ArrayList<>();
    channel.getSubchannelRefList().stream()
        .map(SubchannelRef::getSubchannelId)
        .sorted()
        .forEach(id -> subchannel(id, name.client()).ifPresent(subchannels::add));
    return new ChannelNode(
        name.client(),
        channel.getRef().getChannelId(),
        name.shown(),
        state(channel.getData()),
        counts(channel.getData()),
        subchannels);
  }

  private Optional<ChannelNode.Subchannel> subchannel(long id, int client) {
    return calls
        .subchannel(id)
        .flatMap(
            first ->
                sockets.refresh(ids(first), isReady(first))
                    ? calls.subchannel(id)
                    : Optional.of(first))
        .map(
            subchannel -> {
              rescues.read(client, subchannel);
              ChannelNode.Subchannel node = subchannel(subchannel);
              finalCounts.read(node);
              return node;
            });
  }

  private ChannelNode.Subchannel subchannel(Subchannel subchannel) {
    ChannelData data = subchannel.getData();
    return new ChannelNode.Subchannel(
        subchannel.getRef().getSubchannelId(),
        TargetText.addresses(data.getTarget()),
        state(data),
        counts(data),
        sockets.of(ids(subchannel)),
        Traces.connectingAt(data.getTrace()).map(clock));
  }

  private static List<Long> ids(Subchannel subchannel) {
    return subchannel.getSocketRefList().stream().map(SocketRef::getSocketId).sorted().toList();
  }

  private static boolean isReady(Subchannel subchannel) {
    return state(subchannel.getData()) == Connectivity.READY;
  }

  private static Calls counts(ChannelData data) {
    return new Calls(data.getCallsStarted(), data.getCallsSucceeded(), data.getCallsFailed());
  }

  private static Connectivity state(ChannelData data) {
    ChannelConnectivityState.State state = data.getState().getState();
    return state == ChannelConnectivityState.State.UNRECOGNIZED
        ? Connectivity.UNKNOWN
        : Connectivity.valueOf(state.name());
  }
}
