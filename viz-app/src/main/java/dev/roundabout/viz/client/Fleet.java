package dev.roundabout.viz.client;

import dev.roundabout.viz.client.load.Lane;
import dev.roundabout.viz.client.load.Meter;
import dev.roundabout.viz.model.ClientFact;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** The clients side by side: a channel and a lane for each, and the channels that drain. */
final class Fleet {
  /**
   * A channel that is not used any more stays for so long, and until channelz was read once more
   * after its last call: with the channel its counts go.
   */
  private static final Duration FAREWELL = Duration.ofMillis(500);

  /** The first may have begun before. */
  private static final int LAST_READINGS = 2;

  /** Times that a channel waits for them, where nobody reads any more. */
  private static final int MOST_FAREWELLS = 20;

  private final ClientSetup setup;
  private final Channels channels;
  private final Meter meter;
  private final ConnectionBook book;
  private final Threads threads;
  private final List<ClientChannel> current = new ArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();
  private final List<ClientChannel> leaving = new ArrayList<>();
  private final PassingChannels passing = new PassingChannels(this::leave);
  private final AtomicLong readings = new AtomicLong();

  Fleet(ClientSetup setup, Channels channels, Meter meter, ConnectionBook book, Threads threads) {
    this.setup = setup;
    this.channels = channels;
    this.meter = meter;
    this.book = book;
    this.threads = threads;
  }

  List<Lane> lanes() {
    return List.copyOf(lanes);
  }

  /** Opens or retires clients until there are as many as the settings ask for. */
  List<Lane> resize(Settings settings) {
    while (lanes.size() < settings.clients()) {
      open(settings);
    }
    while (lanes.size() > settings.clients()) {
      lanes.remove(lanes.size() - 1);
      retire(current.remove(current.size() - 1), current.size() + 1);
    }
    return lanes();
  }

  /** Gives every client a new channel; the old ones finish what is under way. */
  void replace(Settings settings) {
    for (int i = 0; i < lanes.size(); i++) {
      ClientChannel before = current.get(i);
      // First the old resolver falls silent, so that nothing of it comes after the new one's facts.
      before.retire();
      tellClosed(i + 1);
      ClientChannel next = connected(i + 1, settings);
      lanes.get(i).use(next.channel());
      current.set(i, next);
      leave(before);
    }
  }

  /** Calls get channels of their own from now on, or share one, as the load asks for. */
  void loadChanged(Settings settings) {
    lanes.forEach(lane -> channels(lane, settings));
  }

  private void channels(Lane lane, Settings settings) {
    lane.channelPerCall(
        settings.load() instanceof Load.NewConnection
            ? Optional.of(passing.of(() -> channels.observed(lane.client(), book)))
            : Optional.empty());
  }

  /** Hands the addresses to every channel again, with the service config of now. */
  void redeliver() {
    current.forEach(ClientChannel::redeliver);
  }

  /** Every client re-resolves from now on as the settings say. */
  void reresolve() {
    current.forEach(ClientChannel::reresolve);
  }

  /** Every client asks, whatever its mode. */
  void resolveNow() {
    current.forEach(ClientChannel::resolveNow);
  }

  /** Cancels all calls and waits until all channels are gone, so long for each at most. */
  void close(long patienceNanos) throws InterruptedException {
    Set<ClientChannel> all = new LinkedHashSet<>(current);
    lanes.forEach(Lane::cancel);
    all.addAll(passing.close());
    synchronized (leaving) {
      all.addAll(leaving);
    }
    // All at once first: each would otherwise wait for those before it.
    all.forEach(channel -> channel.channel().shutdownNow());
    for (ClientChannel channel : all) {
      if (!channel.end(patienceNanos)) {
        threads.trouble("closing a channel", new TimeoutException("it still has connections"));
      }
    }
    for (int client = current.size(); client > 0; client--) {
      tellClosed(client);
    }
    current.clear();
    lanes.clear();
  }

  private void open(Settings settings) {
    int client = lanes.size() + 1;
    ClientChannel channel = connected(client, settings);
    current.add(channel);
    Lane lane =
        new Lane(
            client,
            channel.channel(),
            settings.deadline(),
            settings.work(),
            meter,
            book,
            setup.ticker());
    channels(lane, settings);
    lanes.add(lane);
  }

  private ClientChannel connected(int client, Settings settings) {
    ClientChannel channel = channels.observed(client, settings.service(), book);
    channel.connect();
    return channel;
  }

  private void retire(ClientChannel channel, int client) {
    channel.retire();
    tellClosed(client);
    leave(channel);
  }

  private void leave(ClientChannel channel) {
    synchronized (leaving) {
      leaving.add(channel);
      leaving.removeIf(other -> other.channel().isTerminated());
    }
    drainLater(channel, readings.get(), MOST_FAREWELLS);
  }

  private void drainLater(ClientChannel channel, long before, int times) {
    threads.after(FAREWELL.toNanos(), () -> drain(channel, before, times - 1));
  }

  /** Where channelz was never read, nobody reads it. */
  private void drain(ClientChannel channel, long before, int times) {
    boolean waits = before > 0 && readings.get() < before + LAST_READINGS;
    if (waits && times > 0) {
      drainLater(channel, before, times);
      return;
    }
    channel.drain();
    passing.gone(channel);
  }

  /** Channelz has been read. Any thread. */
  void read() {
    readings.incrementAndGet();
  }

  private void tellClosed(int client) {
    setup.sink().accept(new ClientFact.ClientClosed(setup.clock().instant(), client));
  }
}
