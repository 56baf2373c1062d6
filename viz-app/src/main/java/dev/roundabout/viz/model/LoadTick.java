package dev.roundabout.viz.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The load of one interval (100 ms), counted by the client under test over all its clients.
 *
 * @param sent calls started in the interval
 * @param ok calls that ended well in it
 * @param failed calls that ended badly in it, by status code name
 * @param inFlight calls under way at its end, counted apart from the others
 * @param behind how late the open-loop sender was at its end; zero when it keeps its schedule
 * @param answers by pod, as the answers themselves name it (the id where a server names no pod)
 * @param streams attempts that were given a connection, as gRPC's stream tracer saw it
 * @param clients whose those connections are; without those of the first client
 * @param answerers pods that gave the first answer on a connection, as the answers name them
 * @param lost calls that ended badly, by the address whose connection they were on and by status
 *     code name; a call that was given no connection is in none
 * @param beside what gRPC was given beside the first attempts of calls
 * @param latency of the calls that ended well
 * @param sample a capped sample of ended calls, for the moving dots
 */
public record LoadTick(
    Instant at,
    long sent,
    long ok,
    Map<String, Long> failed,
    long inFlight,
    Duration behind,
    Map<String, Answers> answers,
    Map<Connection, Long> streams,
    Map<Connection, Integer> clients,
    Map<Connection, String> answerers,
    Map<Address, Map<String, Long>> lost,
    Beside beside,
    Latencies latency,
    List<SampledCall> sample)
    implements Fact {

  public LoadTick {
    failed = Map.copyOf(failed);
    answers = Map.copyOf(answers);
    streams = Map.copyOf(streams);
    clients = Map.copyOf(clients);
    answerers = Map.copyOf(answerers);
    lost = Map.copyOf(lost);
    sample = List.copyOf(sample);
  }

  /**
   * Where the first client has every connection, none was answered first, and gRPC got nothing
   * beside the calls.
   */
  public LoadTick(
      Instant at,
      long sent,
      long ok,
      Map<String, Long> failed,
      long inFlight,
      Duration behind,
      Map<String, Answers> answers,
      Map<Connection, Long> streams,
      Map<Address, Map<String, Long>> lost,
      Latencies latency,
      List<SampledCall> sample) {
    this(
        at,
        sent,
        ok,
        failed,
        inFlight,
        behind,
        answers,
        streams,
        Map.of(),
        Map.of(),
        lost,
        Beside.NOTHING,
        latency,
        sample);
  }

  /** Whose connection it is, from 1. */
  int client(Connection connection) {
    return clients.getOrDefault(connection, 1);
  }

  /**
   * What gRPC was given beside the first attempts of calls, which channelz counts as it counts
   * those.
   *
   * @param again attempts that were not the first of their call, also counted in {@code streams}
   * @param healthWatches streams that gRPC opened by itself to watch the health of a pod
   * @param watches streams that are held open, by connection; in none of the other counts
   */
  public record Beside(long again, long healthWatches, Map<Connection, Long> watches) {
    public static final Beside NOTHING = new Beside(0, 0, Map.of());

    public Beside {
      watches = Map.copyOf(watches);
    }
  }

  /** Answers of one pod. */
  public record Answers(long count, Latencies latency) {
    static final Answers NONE = new Answers(0, Latencies.NONE);
  }

  /**
   * One call out of many.
   *
   * @param pod full name of the pod that answered; empty where none did
   * @param sent when it was started
   */
  public record SampledCall(int client, String pod, Instant sent, Duration took, boolean ok) {}

  @Override
  public Snapshot applyTo(Snapshot snapshot) {
    Snapshot named = answerers.isEmpty() ? snapshot : Answerers.keep(snapshot, this);
    Snapshot next =
        named
            .withCluster(named.cluster().at(at))
            .withTraffic(named.traffic().after(this, PodIndex.of(named)));
    return lost.isEmpty() ? next : LostCalls.tell(next, this);
  }
}
