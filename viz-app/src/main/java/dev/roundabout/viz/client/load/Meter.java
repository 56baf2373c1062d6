package dev.roundabout.viz.client.load;

import dev.roundabout.viz.client.load.Samples.EndedCall;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.LoadTick.Answers;
import dev.roundabout.viz.model.LoadTick.Beside;
import io.grpc.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.WriterReaderPhaser;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls without ever making a caller wait, and cuts the counts into intervals in which the
 * books balance.
 *
 * <p>Every event is recorded inside one critical section of HdrHistogram's {@code
 * WriterReaderPhaser}, into the half that is active; a cut makes the other half active and waits
 * (microseconds) until the last writer has left the first. So an event is either wholly before a
 * cut or wholly after it.
 */
public final class Meter {
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final StripedPhaser phasers = new StripedPhaser();
  private final Interval[] halves = {new Interval(), new Interval()};
  private final Set<StreamCount> streams = ConcurrentHashMap.newKeySet();
  private volatile int active;
  private long inFlight;

  public Meter(InstantSource clock, LongSupplier ticker) {
    this.clock = clock;
    this.ticker = ticker;
  }

  /** A call starts. Any thread, never blocks; so are all but {@link #cut}. */
  void started() {
    WriterReaderPhaser phaser = phasers.mine();
    long critical = phaser.writerCriticalSectionEnter();
    try {
      Interval interval = halves[active];
      interval.sent.increment();
      interval.inFlight.increment();
    } finally {
      phaser.writerCriticalSectionExit(critical);
    }
  }

  /**
   * A call that was started has ended.
   *
   * @param connection that it was given last; null where there was none
   */
  void ended(Status.Code code, EndedCall call, @Nullable StreamCount connection) {
    WriterReaderPhaser phaser = phasers.mine();
    long critical = phaser.writerCriticalSectionEnter();
    try {
      Interval interval = halves[active];
      if (code == Status.Code.OK) {
        interval.ended(call);
        if (connection != null) {
          connection.answeredBy(call.pod());
        }
      } else {
        interval.failed(code, call, connection);
      }
    } finally {
      phaser.writerCriticalSectionExit(critical);
    }
  }

  /**
   * Opens the count of a new connection.
   *
   * @param client whose it is, from 1
   */
  public StreamCount open(int client, Connection connection) {
    StreamCount count = new StreamCount(client, connection);
    streams.add(count);
    return count;
  }

  /**
   * gRPC gave a call, or an attempt of it, to a connection.
   *
   * @param again whether it was given to one before
   */
  public void streamCreated(StreamCount count, boolean again) {
    WriterReaderPhaser phaser = phasers.mine();
    long critical = phaser.writerCriticalSectionEnter();
    try {
      count.half(active).increment();
      if (again) {
        halves[active].again.increment();
      }
    } finally {
      phaser.writerCriticalSectionExit(critical);
    }
  }

  /** gRPC gave a stream that is held open, or an attempt of it, to a connection. */
  public void watchCreated(StreamCount count) {
    WriterReaderPhaser phaser = phasers.mine();
    long critical = phaser.writerCriticalSectionEnter();
    try {
      count.watches(active).increment();
    } finally {
      phaser.writerCriticalSectionExit(critical);
    }
  }

  /** gRPC watches, on so many connections more, the health of a pod. */
  public void healthWatches(int connections) {
    WriterReaderPhaser phaser = phasers.mine();
    long critical = phaser.writerCriticalSectionEnter();
    try {
      halves[active].healthWatches.add(connections);
    } finally {
      phaser.writerCriticalSectionExit(critical);
    }
  }

  /**
   * Ends the interval and tells what happened in it. One thread at a time; the first caller's
   * interval started when the meter was made.
   */
  public synchronized LoadTick cut(Duration behind) {
    int full = active;
    active = 1 - full;
    phasers.awaitWriters();
    return tick(full, behind);
  }

  private LoadTick tick(int full, Duration behind) {
    Interval interval = halves[full];
    inFlight += interval.inFlight.sumThenReset();
    Histogram sum = PodAnswers.emptySum();
    Map<String, Answers> answers = interval.drainAnswers(sum);
    Map<Connection, Long> given = drain(count -> count.half(full));
    var now = clock.instant();
    return new LoadTick(
        now,
        interval.sent.sumThenReset(),
        interval.ok.sumThenReset(),
        interval.drainFailed(),
        inFlight,
        behind,
        answers,
        given,
        clients(given.keySet()),
        drainAnswerers(),
        interval.drainLost(),
        beside(interval, full),
        PodAnswers.latencies(sum),
        interval.samples.drain(now, ticker.getAsLong()));
  }

  /** Without the first client, which is most often the only one. */
  private Map<Connection, Integer> clients(Set<Connection> given) {
    Map<Connection, Integer> others = new HashMap<>();
    for (StreamCount count : streams) {
      if (count.client() > 1 && given.contains(count.connection())) {
        others.put(count.connection(), count.client());
      }
    }
    return others;
  }

  private Map<Connection, String> drainAnswerers() {
    Map<Connection, String> first = new HashMap<>();
    for (StreamCount count : streams) {
      String pod = count.drainAnswerer();
      if (!pod.isEmpty()) {
        first.put(count.connection(), pod);
      }
    }
    return first;
  }

  private Beside beside(Interval interval, int full) {
    Beside beside =
        new Beside(
            interval.again.sumThenReset(),
            interval.healthWatches.sumThenReset(),
            drain(count -> count.watches(full)));
    streams.removeIf(StreamCount::isOver);
    return beside;
  }

  private Map<Connection, Long> drain(Function<StreamCount, LongAdder> counter) {
    Map<Connection, Long> byConnection = new HashMap<>();
    for (StreamCount count : streams) {
      long created = counter.apply(count).sumThenReset();
      if (created > 0) {
        byConnection.merge(count.connection(), created, Long::sum);
      }
    }
    return byConnection;
  }
}
