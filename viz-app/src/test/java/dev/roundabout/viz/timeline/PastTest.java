package dev.roundabout.viz.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.ChannelNode.Calls;
import dev.roundabout.viz.model.ChannelNode.Socket;
import dev.roundabout.viz.model.ChannelNode.Subchannel;
import dev.roundabout.viz.model.ChannelzSeen;
import dev.roundabout.viz.model.ClusterFact.DeploymentSeen;
import dev.roundabout.viz.model.ClusterFact.PodSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.Connectivity;
import dev.roundabout.viz.model.Latencies;
import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.LoadTick.Answers;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Snapshot;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PastTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ClusterInfo INFO =
      new ClusterInfo(
          ClusterInfo.Origin.embedded("test"),
          "default",
          "server",
          "headless.test",
          "clusterip.test",
          9090,
          9090);

  private static Snapshot small(long millis) {
    Instant at = START.plusMillis(millis);
    return Snapshot.empty(INFO, START).after(new DeploymentSeen(at, (int) (millis / 1000), 1));
  }

  @Test
  void the_last_minute_is_dense_the_hour_is_one_a_second_and_older_ones_go() {
    Past past = new Past(Past.BUDGET);
    Duration all = Duration.ofMinutes(90);
    for (long millis = 0; millis <= all.toMillis(); millis += 33) {
      past.keep(small(millis));
    }

    Instant newest = START.plus(all);
    assertThat(past.oldest().orElseThrow())
        .isBetween(newest.minus(Past.LENGTH), newest.minus(Past.LENGTH).plusSeconds(3));
    assertThat(past.size()).isBetween(3000, 59 * 60 + 610);
    Instant longAgo = newest.minus(Duration.ofMinutes(30));
    assertThat(past.at(longAgo).orElseThrow().at()).isBetween(longAgo.minusSeconds(2), longAgo);
    Instant justNow = newest.minusSeconds(30);
    assertThat(past.at(justNow).orElseThrow().at()).isBetween(justNow.minusMillis(140), justNow);
  }

  @Test
  void it_gives_the_one_that_was_the_newest_then() {
    Past past = new Past(Past.BUDGET);
    assertThat(past.at(START)).isEmpty();
    past.keep(small(1000));
    past.keep(small(1050));
    past.keep(small(2000));

    assertThat(past.size()).isEqualTo(2);
    assertThat(past.at(START.plusMillis(1999)).orElseThrow().cluster().desired()).isEqualTo(1);
    assertThat(past.at(START.plusMillis(2000)).orElseThrow().cluster().desired()).isEqualTo(2);
    assertThat(past.at(START).orElseThrow().cluster().desired()).isEqualTo(1);
  }

  @Test
  void a_kept_snapshot_shows_the_same_without_what_is_only_needed_to_go_on() {
    World world = new World(3, 2);
    Snapshot snapshot = world.next(0);
    for (int i = 1; i < 30; i++) {
      snapshot = world.next(i * 100L);
    }
    Snapshot kept = snapshot.forHistory(snapshot);

    assertThat(kept.traffic().countedAt()).isEqualTo(snapshot.traffic().countedAt());
    assertThat(kept.traffic().recent()).hasSize(1);
    assertThat(kept.traffic().pods().keySet()).isEqualTo(snapshot.traffic().pods().keySet());
    assertThat(kept.client()).isEqualTo(snapshot.client());
    for (double percentile : new double[] {50, 90, 95, 99, 99.9, 100}) {
      assertThat(kept.traffic().latency().percentileMicros(percentile))
          .isEqualTo(snapshot.traffic().latency().percentileMicros(percentile));
    }
    assertThat(kept.traffic().latency().total()).isEqualTo(snapshot.traffic().latency().total());
  }

  @Test
  void two_hundred_pods_and_sixteen_clients_stay_within_the_budget() {
    long budget = 24L * 1024 * 1024;
    Past past = new Past(budget);
    World world = new World(200, 16);
    long before = heap();
    long millis = 0;
    for (; millis <= Duration.ofMinutes(6).toMillis(); millis += 1000) {
      past.keep(world.next(millis));
      assertThat(past.weight()).isLessThanOrEqualTo(budget);
    }
    long after = heap();

    assertThat(past.size()).isGreaterThan(20);
    assertThat(past.oldest()).hasValue(START);
    // What the estimate leaves out, the world itself, and what the collector has not found yet.
    assertThat(after - before).isLessThan(2 * budget);
    Instant newest = START.plusMillis(millis - 1000);
    assertThat(past.at(newest.minusSeconds(3)).orElseThrow().at())
        .isAfterOrEqualTo(newest.minusSeconds(20));
    Reference.reachabilityFence(past);
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  /** So many pods, with a subchannel of each client to each, all of them busy. */
  private static final class World {
    private final int pods;
    private final int clients;
    private Snapshot snapshot = Snapshot.empty(INFO, START);
    private long calls;

    World(int pods, int clients) {
      this.pods = pods;
      this.clients = clients;
      for (int pod = 0; pod < pods; pod++) {
        snapshot =
            snapshot.after(
                new PodSeen(
                    START,
                    new Pod(
                        "server-x-" + pod,
                        Optional.of(ip(pod)),
                        Pod.Phase.READY,
                        "node",
                        0,
                        START)));
      }
    }

    private static String ip(int pod) {
      return "10.0." + pod / 100 + "." + pod % 100;
    }

    Snapshot next(long millis) {
      Instant at = START.plusMillis(millis);
      calls += 10;
      List<ChannelNode> channels = new ArrayList<>();
      IntStream.rangeClosed(1, clients).forEach(client -> channels.add(channel(client)));
      snapshot = snapshot.after(new ChannelzSeen(at, channels)).after(tick(at));
      return snapshot;
    }

    private ChannelNode channel(int client) {
      List<Subchannel> subchannels = new ArrayList<>();
      for (int pod = 0; pod < pods; pod++) {
        int id = client * 1000 + pod;
        Address address = new Address(ip(pod), 9090);
        Connection connection = new Connection(new Address("127.0.0.1", 10_000 + id), address);
        subchannels.add(
            new Subchannel(
                id,
                List.of(address),
                Connectivity.READY,
                new Calls(calls, calls, 0),
                List.of(new Socket(50_000L + id, connection, calls))));
      }
      return new ChannelNode(
          client, client, "dns:///x", Connectivity.READY, new Calls(calls, calls, 0), subchannels);
    }

    private LoadTick tick(Instant at) {
      long[] micros = IntStream.range(0, 60).mapToLong(i -> 100 + i * 17 + calls % 13).toArray();
      long[] counts = IntStream.range(0, 60).mapToLong(i -> 1 + i % 5).toArray();
      Latencies latency = Latencies.of(micros, counts);
      Map<String, Answers> answers = new HashMap<>();
      for (int pod = 0; pod < pods; pod++) {
        answers.put("server-x-" + pod, new Answers(latency.total(), latency));
      }
      long sent = latency.total() * pods;
      return new LoadTick(
          at,
          sent,
          sent,
          Map.of(),
          0,
          Duration.ZERO,
          answers,
          Map.of(),
          Map.of(),
          latency,
          List.of());
    }
  }
}
