package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.ChannelNode.Calls;
import dev.roundabout.viz.model.ChannelNode.Socket;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import dev.roundabout.viz.model.ChannelzSeen;
import dev.roundabout.viz.model.ClientFact;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.Connectivity;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.Latencies;
import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.LoadTick.Answers;
import dev.roundabout.viz.model.LoadTick.SampledCall;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client that sends 20 calls in 100 ms, each pod in turn, seen by all three witnesses. */
final class LoadFixture {
  private static final int CALLS = 20;
  private static final Latencies LATENCY =
      Latencies.of(new long[] {900, 1200, 4200, 31_000}, new long[] {16, 2, 1, 1});

  private final int[] pods;
  private final String target;
  private final Map<Integer, Long> started = new HashMap<>();
  private List<Address> listed = List.of();
  private List<Address> via = List.of();
  private final long inFlight;
  private int turn;
  private int sample = CALLS;

  LoadFixture(int[] pods, Snapshot before) {
    this.pods = pods;
    this.target = before.client().firstResolution().map(r -> r.target()).orElse("");
    this.inFlight = before.traffic().ledger().inFlight();
    for (int pod : pods) {
      started.put(pod, before.traffic().pod(Fixtures.podName(pod)).attempts());
    }
  }

  LoadFixture listing(List<Address> addresses) {
    listed = addresses;
    return this;
  }

  LoadFixture through(Address vip) {
    via = List.of(vip);
    return this;
  }

  /** How many of the calls of a tick are sampled. */
  LoadFixture sampling(int calls) {
    sample = calls;
    return this;
  }

  static Connection connection(int pod, Address remote) {
    return new Connection(new Address("127.0.0.1", 40_000 + pod), remote);
  }

  /** The connections to its pods become ready, and each gets its first request. */
  List<Fact> connect(Instant at) {
    List<Fact> facts = new ArrayList<>();
    for (int pod : pods) {
      Connection connection = connection(pod, remote(pod));
      facts.add(new ClientFact.Connected(at, 1, connection));
      facts.add(new ClientFact.FirstRequest(at.plusMillis(2), 1, connection));
    }
    return facts;
  }

  List<Fact> tick(Instant at) {
    return tick(at, CALLS);
  }

  List<Fact> tick(Instant at, int calls) {
    Map<Integer, Long> got = new HashMap<>();
    List<SampledCall> calledSample = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      int pod = pods[turn++ % pods.length];
      got.merge(pod, 1L, Long::sum);
      if (calledSample.size() < sample) {
        Instant sent = at.minusMillis(100 - i * 100L / Math.max(calls, 1));
        calledSample.add(
            new SampledCall(1, Fixtures.podName(pod), sent, Duration.ofNanos(900_000), true));
      }
    }
    got.forEach((pod, count) -> started.merge(pod, count, Long::sum));
    return List.of(channelz(at), load(at, calls, got, calledSample));
  }

  private LoadTick load(
      Instant at, int calls, Map<Integer, Long> got, List<SampledCall> calledSample) {
    Map<String, Answers> answers = new HashMap<>();
    Map<Connection, Long> streams = new HashMap<>();
    got.forEach(
        (pod, count) -> {
          answers.put(Fixtures.podName(pod), new Answers(count, Latencies.NONE));
          streams.put(connection(pod, remote(pod)), count);
        });
    return new LoadTick(
        at,
        calls,
        calls,
        Map.of(),
        inFlight,
        Duration.ZERO,
        answers,
        streams,
        Map.of(),
        LATENCY,
        calledSample);
  }

  private ChannelzSeen channelz(Instant at) {
    List<Subchannel> subchannels = new ArrayList<>();
    long total = 0;
    for (int pod : pods) {
      long count = started.getOrDefault(pod, 0L);
      total += count;
      Socket socket = new Socket(1000L + pod, connection(pod, remote(pod)), count);
      List<Address> addresses = listed.isEmpty() ? List.of(remote(pod)) : listed;
      subchannels.add(
          new Subchannel(
              21L + pod,
              addresses,
              Connectivity.READY,
              new Calls(count, count, 0),
              List.of(socket)));
    }
    Calls calls = new Calls(total, total, 0);
    return new ChannelzSeen(
        at, List.of(new ChannelNode(1, 1, target, Connectivity.READY, calls, subchannels)));
  }

  private Address remote(int pod) {
    return via.isEmpty() ? Fixtures.address(pod) : via.get(0);
  }

  /** One call fails. */
  static LoadTick failure(Instant at, long inFlight) {
    SampledCall call = new SampledCall(1, "", at.minusMillis(50), Duration.ofMillis(20), false);
    return new LoadTick(
        at,
        1,
        0,
        Map.of("UNAVAILABLE", 1L),
        inFlight,
        Duration.ZERO,
        Map.of(),
        Map.of(),
        Map.of(),
        Latencies.NONE,
        List.of(call));
  }

  /** Two more calls begin and do not end. */
  static LoadTick hanging(Instant at, long inFlight) {
    return new LoadTick(
        at,
        2,
        0,
        Map.of(),
        inFlight + 2,
        Duration.ZERO,
        Map.of(),
        Map.of(),
        Map.of(),
        Latencies.NONE,
        List.of());
  }
}
