package dev.roundabout.viz.client.load;

import dev.roundabout.viz.client.load.Samples.EndedCall;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.LoadTick.Answers;
import io.grpc.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.WriterReaderPhaser;

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

  /** A call that was started has ended. */
  void ended(Status.Code code, EndedCall call) {
    WriterReaderPhaser phaser = phasers.mine();
    long critical = phaser.writerCriticalSectionEnter();
    try {
      Interval interval = halves[active];
      if (code == Status.Code.OK) {
        interval.ended(call);
      } else {
        interval.failed(code, call);
      }
    } finally {
      phaser.writerCriticalSectionExit(critical);
    }
  }

  /** Opens the count of a new connection. */
  public StreamCount open(Connection connection) {
    StreamCount count = new StreamCount(connection);
    streams.add(count);
    return count;
  }

  /** gRPC gave a call, or an attempt of it, to a connection. */
  public void streamCreated(StreamCount count) {
    WriterReaderPhaser phaser = phasers.mine();
    long critical = phaser.writerCriticalSectionEnter();
    try {
      count.half(active).increment();
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
    var now = clock.instant();
    return new LoadTick(
        now,
        interval.sent.sumThenReset(),
        interval.ok.sumThenReset(),
        interval.drainFailed(),
        inFlight,
        behind,
        answers,
        drainStreams(full),
        Map.of(),
        PodAnswers.latencies(sum),
        interval.samples.drain(now, ticker.getAsLong()));
  }

  private Map<Connection, Long> drainStreams(int full) {
    Map<Connection, Long> byConnection = new HashMap<>();
    for (StreamCount count : streams) {
      long created = count.half(full).sumThenReset();
      if (created > 0) {
        byConnection.merge(count.connection(), created, Long::sum);
      }
    }
    streams.removeIf(StreamCount::isOver);
    return byConnection;
  }
}
