package dev.roundabout.viz.client.load;

import dev.roundabout.viz.model.Connection;
import java.util.concurrent.atomic.LongAdder;

/**
 * Streams started on one connection, those for requests and those that are held open: two counts of
 * each, one for each half of the {@link Meter}. And which pod is behind it, by its first answer.
 */
public final class StreamCount {
  private final int client;
  private final Connection connection;
  private final LongAdder[] halves = {new LongAdder(), new LongAdder()};
  private final LongAdder[] watches = {new LongAdder(), new LongAdder()};
  private volatile String answerer = "";
  private volatile boolean told;
  private volatile boolean closed;

  /**
   * @param client from 1
   */
  StreamCount(int client, Connection connection) {
    this.client = client;
    this.connection = connection;
  }

  int client() {
    return client;
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

  /**
   * A call on it was answered: a connection stays with its pod. A plain look for all but the first.
   */
  void answeredBy(String pod) {
    if (answerer.isEmpty()) {
      answerer = pod;
    }
  }

  /** Who gave the first answer, once; empty before that, and ever after. One thread at a time. */
  String drainAnswerer() {
    if (told || answerer.isEmpty()) {
      return "";
    }
    told = true;
    return answerer;
  }

  /** The connection is gone; the meter forgets it once both counts have been read. Any thread. */
  public void close() {
    closed = true;
  }

  boolean isOver() {
    return closed && isEmpty(halves) && isEmpty(watches) && (told || answerer.isEmpty());
  }

  private static boolean isEmpty(LongAdder[] counts) {
    return counts[0].sum() == 0 && counts[1].sum() == 0;
  }
}
