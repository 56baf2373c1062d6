package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The client under test as it is now.
 *
 * @param resolutions by client, from 1
 * @param channels newest reading of channelz, by client
 * @param channelsAt when that reading began; the epoch before the first
 * @param forwards which pod got a connection to the ClusterIP, newest last
 * @param answerers names of pods that answered on connections of which nothing else tells where
 *     they lead, newest last
 * @param streams open server-streaming calls by client and pod
 */
public record ClientState(
    Settings settings,
    SortedMap<Integer, Resolution> resolutions,
    List<ChannelNode> channels,
    Instant channelsAt,
    Map<Connection, Address> forwards,
    Map<Connection, String> answerers,
    Map<Integer, Map<String, Integer>> streams) {

  /** Enough for every client to have reconnected many times. */
  private static final int MAX_FORWARDS = 256;

  static final ClientState INITIAL =
      new ClientState(
          Settings.initial(),
          new TreeMap<>(),
          List.of(),
          Instant.EPOCH,
          Map.of(),
          Map.of(),
          Map.of());

  public Optional<Resolution> resolution(int client) {
    return Optional.ofNullable(resolutions.get(client));
  }

  /** The resolution that panels show: that of the first client. */
  public Optional<Resolution> firstResolution() {
    return resolutions.values().stream().findFirst();
  }

  ClientState forHistory(ClientState before) {
    if (channels == before.channels) {
      return this;
    }
    List<ChannelNode> shared = new ArrayList<>();
    for (int i = 0; i < channels.size(); i++) {
      ChannelNode channel = channels.get(i);
      shared.add(i < before.channels.size() ? channel.sharing(before.channels.get(i)) : channel);
    }
    return withChannels(List.copyOf(shared), channelsAt);
  }

  ClientState withSettings(Settings value) {
    return new ClientState(value, resolutions, channels, channelsAt, forwards, answerers, streams);
  }

  ClientState withChannels(List<ChannelNode> value, Instant at) {
    return new ClientState(settings, resolutions, value, at, forwards, answerers, streams);
  }

  ClientState resolved(int client, UnaryOperator<Resolution> change) {
    SortedMap<Integer, Resolution> next = new TreeMap<>(resolutions);
    next.put(client, change.apply(next.getOrDefault(client, Resolution.NONE)));
    return new ClientState(settings, next, channels, channelsAt, forwards, answerers, streams);
  }

  ClientState withoutClient(int client) {
    SortedMap<Integer, Resolution> next = new TreeMap<>(resolutions);
    next.remove(client);
    return new ClientState(settings, next, channels, channelsAt, forwards, answerers, streams);
  }

  ClientState withStreams(Map<Integer, Map<String, Integer>> value) {
    return new ClientState(settings, resolutions, channels, channelsAt, forwards, answerers, value);
  }

  ClientState withForward(Connection connection, Address pod) {
    Map<Connection, Address> next = newest(forwards, connection, pod);
    return new ClientState(settings, resolutions, channels, channelsAt, next, answerers, streams);
  }

  ClientState withAnswerer(Connection connection, String pod) {
    Map<Connection, String> next = newest(answerers, connection, pod);
    return new ClientState(settings, resolutions, channels, channelsAt, forwards, next, streams);
  }

  private static <V> Map<Connection, V> newest(
      Map<Connection, V> before, Connection connection, V value) {
    Map<Connection, V> next = new LinkedHashMap<>(before);
    next.remove(connection);
    next.put(connection, value);
    while (next.size() > MAX_FORWARDS) {
      next.remove(next.keySet().iterator().next());
    }
    return next;
  }
}
