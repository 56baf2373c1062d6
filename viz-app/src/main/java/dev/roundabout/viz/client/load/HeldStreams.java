package dev.roundabout.viz.client.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Server-streaming calls that are held open over the lanes of all clients. A call is balanced when
 * it starts and at no other time: a stream stays with its pod whatever the policy, until it ends.
 * Then it is opened again, and only so it may get to another one.
 *
 * <p>They are no requests and in none of the books. {@link #over} and {@link #stop} are called on
 * one thread ({@code viz-actions}), {@link #changed} on another.
 */
public final class HeldStreams {
  private final Timer timer;
  private final List<HeldStream> streams = new ArrayList<>();
  private Map<Integer, Map<String, Integer>> told = Map.of();

  public HeldStreams(Timer timer) {
    this.timer = timer;
  }

  /**
   * Holds so many open over these lanes, on their channels of now. Those on a channel that is not
   * used any more are opened again; of those that are too many the newest are cancelled.
   */
  public void over(List<Lane> lanes, int count) {
    List<HeldStream> opened = new ArrayList<>();
    List<HeldStream> before = all();
    List<HeldStream> kept = new ArrayList<>();
    for (int i = 0; i < lanes.size(); i++) {
      Lane lane = lanes.get(i);
      int share = count / lanes.size() + (i < count % lanes.size() ? 1 : 0);
      before.stream().filter(stream -> stream.isOn(lane)).limit(share).forEach(kept::add);
      long missing = share - kept.stream().filter(stream -> stream.isOn(lane)).count();
      opened.addAll(Collections.nCopies((int) missing, lane).stream().map(this::on).toList());
    }
    before.stream().filter(stream -> !kept.contains(stream)).forEach(HeldStream::cancel);
    replace(kept, opened);
    opened.forEach(HeldStream::open);
  }

  /** Cancels them all. */
  public void stop() {
    over(List.of(), 0);
  }

  /** How many are open, by client and pod; empty where that is what was told before. */
  public synchronized Optional<Map<Integer, Map<String, Integer>>> changed() {
    Map<Integer, Map<String, Integer>> now = new HashMap<>();
    for (HeldStream stream : streams) {
      stream
          .pod()
          .ifPresent(
              pod ->
                  now.computeIfAbsent(stream.client(), client -> new HashMap<>())
                      .merge(pod, 1, Integer::sum));
    }
    if (now.equals(told)) {
      return Optional.empty();
    }
    told = now;
    return Optional.of(now);
  }

  private HeldStream on(Lane lane) {
    return new HeldStream(lane, timer);
  }

  private synchronized List<HeldStream> all() {
    return List.copyOf(streams);
  }

  private synchronized void replace(List<HeldStream> kept, List<HeldStream> opened) {
    streams.clear();
    streams.addAll(kept);
    streams.addAll(opened);
  }
}
