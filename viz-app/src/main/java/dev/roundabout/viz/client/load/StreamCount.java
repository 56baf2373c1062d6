package dev.roundabout.viz.client.load;

import dev.roundabout.viz.model.Connection;
import java.util.concurrent.atomic.LongAdder;

/**
 * Streams started on one connection, those for requests and those that are held open: two counts of
 * each, one for each half of the {@link Meter}.
 */
public final class StreamCount {
  private final Connection connection;
  private final LongAdder[] halves = {new LongAdder(), new LongAdder()};
  private final LongAdder[] watches = {new LongAdder(), new LongAdder()};
  private volatile boolean closed;

  StreamCount(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  LongAdder half(int index) {
    return halves[index];
  }

  LongAdder watches(int index) {
    return watches[index];
  }

  /** The connection is gone; the meter forgets it once both counts have been read. Any thread. */
  public void close() {
    closed = true;
  }

  boolean isOver() {
    return closed && isEmpty(halves) && isEmpty(watches);
  }

  private static boolean isEmpty(LongAdder[] counts) {
    return counts[0].sum() == 0 && counts[1].sum() == 0;
  }
}
