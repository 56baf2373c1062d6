package dev.roundabout.viz.client;

import dev.roundabout.viz.client.load.StreamCount;
import dev.roundabout.viz.model.Connection;
import java.util.concurrent.atomic.AtomicBoolean;

/** A connection of the client under test that is ready, or was; it is told once it is used. */
final class OpenConnection {
  private final Connection connection;
  private final StreamCount streams;
  private final ChannelFacts facts;
  private final AtomicBoolean fresh = new AtomicBoolean(true);

  OpenConnection(Connection connection, StreamCount streams, ChannelFacts facts) {
    this.connection = connection;
    this.streams = streams;
    this.facts = facts;
    facts.connected(connection);
  }

  StreamCount streams() {
    return streams;
  }

  /** A call was given to it. A plain read for every call but the first. */
  void used() {
    if (fresh.getPlain() && fresh.compareAndSet(true, false)) {
      facts.firstRequest(connection);
    }
  }

  void close() {
    streams.close();
    facts.disconnected(connection);
  }
}
