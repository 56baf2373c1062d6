package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ChannelNode.Calls;
import dev.roundabout.viz.model.ChannelNode.Socket;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lets seconds go by on a {@link Road} in which pods are connected and get calls. */
final class Seconds {
  private final Road road;
  private final Map<Integer, Long> counts = new TreeMap<>();
  private long millis;

  Seconds(Road road) {
    this.road = road;
    tick(0, 0, Map.of(), Map.of());
  }

  /** Three pods that share the calls of a client, a second at a time. */
  static Seconds ofThree() {
    return new Seconds(Road.ofThree()).flow(67, 67, 66);
  }

  Road road() {
    return road;
  }

  Snapshot snapshot() {
    return road.snapshot();
  }

  long millis() {
    return millis;
  }

  /** A second in which pod 1, 2, … get so many calls; those that are named are connected. */
  Seconds flow(long... calls) {
    Map<Integer, Long> by = new HashMap<>();
    for (int i = 0; i < calls.length; i++) {
      by.put(i + 1, calls[i]);
    }
    return flow(by, Map.of());
  }

  /** The same, and calls that failed. */
  Seconds flow(Map<Integer, Long> calls, Map<String, Long> failed) {
    millis += 1000;
    calls.forEach((pod, count) -> counts.merge(pod, count, Long::sum));
    counts.keySet().retainAll(calls.keySet());
    channelz();
    long ok = calls.values().stream().mapToLong(Long::longValue).sum();
    tick(ok + failed.values().stream().mapToLong(Long::longValue).sum(), ok, failed, calls);
    return this;
  }

  /** Seconds in which nothing is sent. */
  Seconds rest(int seconds) {
    for (int i = 0; i < seconds; i++) {
      millis += 1000;
      tick(0, 0, Map.of(), Map.of());
    }
    return this;
  }

  Seconds settings(Settings settings) {
    road.settings(millis, settings);
    return this;
  }

  Settings set() {
    return snapshot().client().settings();
  }

  private void channelz() {
    List<Subchannel> subchannels =
        counts.entrySet().stream()
            .map(pod -> subchannel(pod.getKey(), pod.getValue()))
            .collect(Collectors.toList());
    road.fact(
        new ChannelzSeen(
            Road.at(millis),
            List.of(
                new ChannelNode(
                    1, 1, "dns:///test", Connectivity.READY, new Calls(0, 0, 0), subchannels))));
  }

  private static Subchannel subchannel(int pod, long count) {
    return new Subchannel(
        pod,
        World.addresses(pod),
        Connectivity.READY,
        new Calls(count, count, 0),
        List.of(new Socket(pod + 100L, Road.connection(1, pod), count)));
  }

  private void tick(long sent, long ok, Map<String, Long> failed, Map<Integer, Long> calls) {
    Map<String, LoadTick.Answers> answers = new HashMap<>();
    Map<Connection, Long> streams = new HashMap<>();
    calls.forEach(
        (pod, count) -> {
          answers.put(Road.name(pod), new LoadTick.Answers(count, Latencies.NONE));
          streams.put(Road.connection(1, pod), count);
        });
    road.fact(
        new LoadTick(
            Road.at(millis),
            sent,
            ok,
            failed,
            0,
            Duration.ZERO,
            answers,
            streams,
            Map.of(),
            Latencies.NONE,
            List.of()));
  }
}
