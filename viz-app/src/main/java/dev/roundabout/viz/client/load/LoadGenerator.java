package dev.roundabout.viz.client.load;

import dev.roundabout.viz.model.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps the load going that was asked for last, over the lanes of all clients, and bursts beside
 * it.
 *
 * <p>Called on one thread at a time ({@code viz-actions}), but for {@link #behind}. Where the load
 * is changed, the calls under way end as they would have; for that moment there may be more in
 * flight than the new load asks for, never more than {@code Load.MAX_IN_FLIGHT} a client.
 */
public final class LoadGenerator {
  private final Timer timer;
  private final LongSupplier ticker;
  private final Consumer<Throwable> trouble;
  private final Map<Lane, ClosedLoop> loops = new LinkedHashMap<>();
  private final Map<ClosedLoop, Lane> bursts = new LinkedHashMap<>();
  private Load load;
  private boolean running;
  private List<Lane> lanes = List.of();
  private volatile Optional<Pacer> pacer = Optional.empty();

  /**
   * @param trouble hears what ended the sending thread
   */
  public LoadGenerator(Load load, Timer timer, LongSupplier ticker, Consumer<Throwable> trouble) {
    this.load = load;
    this.timer = timer;
    this.ticker = ticker;
    this.trouble = trouble;
  }

  /** Sends this load from now on, or nothing where it is not running. */
  public void run(Load next, boolean nextRunning) {
    stopLoad();
    load = next;
    running = nextRunning;
    startLoad();
  }

  /** Spreads the load over these lanes. Bursts of a lane that goes continue on another. */
  public void over(List<Lane> next) {
    List<Lane> before = lanes;
    lanes = List.copyOf(next);
    before.stream().filter(lane -> !lanes.contains(lane)).forEach(this::leave);
    stopPacer();
    startLoad();
  }

  /** Sends so many calls beside the load; see {@code Action.Burst}. */
  public void burst(int calls) {
    spread(calls, lanes);
  }

  /** How late the open loop is; zero for others. Any thread. */
  public Duration behind() {
    return Duration.ofNanos(pacer.map(Pacer::behindNanos).orElse(0L));
  }

  /** No call starts from now on. */
  public void stop() {
    running = false;
    stopLoad();
    bursts.keySet().forEach(ClosedLoop::stop);
    bursts.clear();
  }

  private void startLoad() {
    if (!running || lanes.isEmpty()) {
      return;
    }
    if (load instanceof Load.Rate rate) {
      Schedule schedule = new Schedule(ticker.getAsLong(), rate.perSecond());
      Pacer next = new Pacer(new Pace(schedule, lanes), ticker, trouble);
      pacer = Optional.of(next);
      next.start();
      return;
    }
    for (Lane lane : lanes) {
      if (!loops.containsKey(lane)) {
        ClosedLoop loop = new ClosedLoop(lane, slots(load), Budget.endless(), pause(), timer);
        loops.put(lane, loop);
        loop.start();
      }
    }
  }

  private void stopLoad() {
    stopPacer();
    loops.values().forEach(ClosedLoop::stop);
    loops.clear();
  }

  private void stopPacer() {
    pacer.ifPresent(Pacer::stop);
    pacer = Optional.empty();
  }

  private void leave(Lane lane) {
    Optional.ofNullable(loops.remove(lane)).ifPresent(ClosedLoop::stop);
    int unsent = 0;
    List<ClosedLoop> leaving =
        bursts.entrySet().stream()
            .filter(entry -> entry.getValue().equals(lane))
            .map(Map.Entry::getKey)
            .toList();
    for (ClosedLoop burst : leaving) {
      unsent += burst.stop();
      bursts.remove(burst);
    }
    spread(unsent, lanes);
  }

  private void spread(int calls, List<Lane> over) {
    bursts.keySet().removeIf(ClosedLoop::isSpent);
    List<ClosedLoop> started = new ArrayList<>();
    for (int i = 0; i < over.size(); i++) {
      int share = calls / over.size() + (i < calls % over.size() ? 1 : 0);
      if (share > 0) {
        int slots = Math.min(share, load instanceof Load.Rate ? Load.MAX_IN_FLIGHT : slots(load));
        ClosedLoop burst =
            new ClosedLoop(over.get(i), slots, Budget.of(share), Duration.ZERO, timer);
        bursts.put(burst, over.get(i));
        started.add(burst);
      }
    }
    started.forEach(ClosedLoop::start);
  }

  private Duration pause() {
    return load instanceof Load.Sequential sequential ? sequential.pause() : Duration.ZERO;
  }

  private static int slots(Load load) {
    return load instanceof Load.Concurrent concurrent ? concurrent.inFlight() : 1;
  }
}
