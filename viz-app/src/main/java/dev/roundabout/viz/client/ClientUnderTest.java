package dev.roundabout.viz.client;

import dev.roundabout.viz.client.load.HeldStreams;
import dev.roundabout.viz.client.load.Lane;
import dev.roundabout.viz.client.load.LoadGenerator;
import dev.roundabout.viz.client.load.Meter;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClientFact;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Real grpc-java channels that send a load, and facts about what they do.
 *
 * <p>{@link #start}, {@link #apply} and {@link #close} are called on one thread ({@code
 * viz-actions}) and do not block, but for close, which waits until every socket and thread of its
 * own has ended. gRPC's shared event loops go a second after the last channel of the JVM ({@code
 * SharedResourceHolder}).
 */
public final class ClientUnderTest implements AutoCloseable {
  /** How often the counts become a fact. */
  public static final Duration TICK = Duration.ofMillis(100);

  private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ClientSetup setup;
  private final Threads threads;
  private final Meter meter;
  private final ConnectionBook book;
  private final LoadGenerator load;
  private final HeldStreams streams;
  private final Fleet fleet;
  private volatile Settings settings;
  private boolean started;
  private boolean closed;

  public ClientUnderTest(ClientSetup setup) {
    this.setup = setup;
    this.settings = setup.initial();
    this.threads = new Threads(setup.clock(), setup.ticker(), setup.sink());
    this.meter = new Meter(setup.clock(), setup.ticker());
    this.book = new ConnectionBook(meter, () -> healthWatched(settings));
    this.load =
        new LoadGenerator(
            settings.load(), threads, setup.ticker(), failure -> trouble("the load", failure));
    this.streams = new HeldStreams(threads);
    Channels channels =
        new Channels(setup, this::settings, threads.lookups(), threads::resolveAfter);
    this.fleet = new Fleet(setup, channels, meter, book, threads);
  }

  /** Builds the channels and sends the initial load. Called once. */
  public void start() {
    started = true;
    tellSettings();
    load.over(fleet.resize(settings));
    load.run(settings.load(), settings.running());
    streams.over(fleet.lanes(), settings.streams());
    threads.every(TICK, this::tick);
  }

  /**
   * Carries out an action; what has changed is reported by a {@link ClientFact.SettingsSeen}.
   * Between start and close.
   */
  public void apply(Action.OnClient action) {
    if (action instanceof Action.Burst burst) {
      load.burst(burst.calls());
      return;
    }
    if (action instanceof Action.ResolveNow) {
      fleet.resolveNow();
      return;
    }
    Settings before = settings;
    Settings next = before.after(action);
    settings = next;
    tellSettings();
    carryOut(action, before, next);
    streams.over(fleet.lanes(), next.streams());
  }

  private void carryOut(Action.OnClient action, Settings before, Settings next) {
    if (action instanceof Action.SetPolicy) {
      fleet.redeliver();
    } else if (action instanceof Action.SetDeadline) {
      fleet.lanes().forEach(lane -> lane.deadline(next.deadline()));
    } else if (action instanceof Action.SetWork) {
      fleet.lanes().forEach(lane -> lane.work(next.work()));
    } else if (action instanceof Action.SetClients) {
      resize(next);
    } else if (action instanceof Action.SetSwitch set) {
      changeSwitch(set.which(), next);
    } else if (!before.resolving().equals(next.resolving())) {
      fleet.reresolve();
    } else if (before.service() != next.service()) {
      fleet.replace(next);
    } else if (action instanceof Action.SetLoad || action instanceof Action.SetRunning) {
      fleet.loadChanged(next);
      load.run(next.load(), next.running());
    }
  }

  /** What the client is set to. Any thread. */
  public Settings settings() {
    return settings;
  }

  /**
   * Tells the channels of this client apart in channelz: the fragment of a target is key/number.
   */
  public String channelzKey() {
    return setup.key();
  }

  /**
   * The connection that channelz shows, with the address that it leads to: through a tunnel
   * channelz shows that of the proxy. Any thread, never blocks.
   */
  public Connection known(Connection seen) {
    return book.known(seen);
  }

  /**
   * Channelz has been read: a channel that is not used any more goes when that was done once more
   * after its last call. Any thread, never blocks.
   */
  public void channelzRead() {
    fleet.read();
  }

  /**
   * Ends the load and every channel; calls under way are cancelled and counted as failed. The last
   * tick comes after the last call. Idempotent.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    load.stop();
    streams.stop();
    try {
      fleet.close(CLOSING_NANOS);
      threads.stopMeter();
      if (started) {
        tick();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      threads.close();
    }
  }

  private void changeSwitch(GrpcSwitch which, Settings next) {
    if (which.needsNewChannel()) {
      fleet.replace(next);
      return;
    }
    if (which == GrpcSwitch.HEALTH_CHECK && healthWatched(next)) {
      book.healthWatchesBegin();
    }
    fleet.redeliver();
  }

  private static boolean healthWatched(Settings settings) {
    return settings.switches().contains(GrpcSwitch.HEALTH_CHECK)
        && GrpcSwitch.HEALTH_CHECK.worksWith(settings.policy());
  }

  /** New channels take their part of the load first, then those that are too many go. */
  private void resize(Settings next) {
    List<Lane> before = new ArrayList<>(fleet.lanes());
    List<Lane> after = fleet.resize(next);
    if (!before.equals(after)) {
      load.over(after);
    }
  }

  private void tick() {
    setup.sink().accept(meter.cut(load.behind()));
    streams.changed().ifPresent(this::tellStreams);
  }

  private void tellSettings() {
    setup.sink().accept(new ClientFact.SettingsSeen(setup.clock().instant(), settings));
  }

  private void tellStreams(Map<Integer, Map<String, Integer>> open) {
    setup.sink().accept(new ClientFact.StreamsSeen(setup.clock().instant(), open));
  }

  private void trouble(String what, Throwable failure) {
    threads.trouble(what, failure);
  }
}
