package dev.roundabout.workload;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;

/**
 * Closes the connections of one server after an age that can be changed while it runs, also that of
 * connections which are open. As grpc-java's {@code maxConnectionAge} does it: each connection
 * draws a jitter of ±10 %, gets a GOAWAY, and is cut after the grace. Any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of Netty: what fails to close is closed
final class ConnectionAges {
  private static final double JITTER = 0.1;

  /** Netty's word for ever. */
  private static final long FOR_EVER = -1;

  private final AgeTicker ticker;
  private final DoubleSupplier random;
  private final Map<Channel, Connection> open = new ConcurrentHashMap<>();
  private volatile Rule rule = new Rule(Optional.empty(), Optional.empty());

  private record Rule(Optional<Duration> age, Optional<Duration> grace) {}

  /**
   * @param ticker by which they age
   * @param random evenly from 0 to 1, on any thread
   */
  ConnectionAges(AgeTicker ticker, DoubleSupplier random) {
    this.ticker = ticker;
    this.random = random;
  }

  /** From now on; a connection that is older than that already is closed at once. */
  void set(Optional<Duration> age, Optional<Duration> grace) {
    rule = new Rule(age, grace);
    open.values().forEach(Connection::changed);
  }

  /** A connection was accepted. */
  void opened(Channel channel) {
    Connection connection = new Connection(channel);
    open.put(channel, connection);
    channel.closeFuture().addListener(closed -> open.remove(channel));
    connection.changed();
  }

  /** How old connections get, and what is to be done then. */
  private final class Connection {
    private final Channel channel;
    private final long openedAt = ticker.getAsLong();

    /** Drawn once, so that a change of the age does not draw again and again. */
    private final double factor = 1 + JITTER * (2 * random.getAsDouble() - 1);

    private Optional<Future<?>> planned = Optional.empty();

    Connection(Channel channel) {
      this.channel = channel;
    }

    void changed() {
      try {
        channel.eventLoop().execute(this::plan);
      } catch (RejectedExecutionException loopEnded) {
        // and with it all of its connections
      }
    }

    /** On the channel's loop, as all that follows. */
    private void plan() {
      planned.ifPresent(before -> before.cancel(false));
      Rule now = rule;
      planned = now.age().map(age -> ticker.after(channel.eventLoop(), left(age), this::close));
    }

    private Duration left(Duration age) {
      long passed = ticker.getAsLong() - openedAt;
      return Duration.ofNanos(Math.max(0, (long) (age.toNanos() * factor) - passed));
    }

    /** grpc-java's handler makes of it a GOAWAY, then waits for the calls as long as it is told. */
    private void close() {
      Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
      if (http2 != null) {
        http2.gracefulShutdownTimeoutMillis(rule.grace().map(Duration::toMillis).orElse(FOR_EVER));
      }
      channel.close();
    }
  }
}
