package dev.roundabout.viz.dns;

import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.NameLookup.UnknownNameException;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.SessionFact;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches what DNS answers for both Services, apart from the client under test, which does not see
 * these queries.
 *
 * <p>Reports an answer only when its set of addresses has changed, and a failure only when the
 * question before went well. All facts come from the thread {@code dns-observer}.
 */
public final class DnsObserver implements AutoCloseable {
  private final NameLookup names;
  private final ClusterInfo info;
  private final InstantSource clock;
  private final Duration interval;
  private final Consumer<? super Fact> sink;

  /** What makes an answer another one. */
  private record Answered(Set<String> ips, boolean standIn) {}

  private final Map<ServiceKind, Answered> answered = new EnumMap<>(ServiceKind.class);
  private final Set<ServiceKind> failing = EnumSet.noneOf(ServiceKind.class);
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, DnsObserver::thread);

  /**
   * @param interval between two questions for the same name; more than zero
   */
  public DnsObserver(
      NameLookup names,
      ClusterInfo info,
      InstantSource clock,
      Duration interval,
      Consumer<? super Fact> sink) {
    this.names = names;
    this.info = info;
    this.clock = clock;
    this.interval = interval;
    this.sink = sink;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "dns-observer");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts to ask, at once. Called once. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(this::askForBoth, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void askForBoth() {
    for (ServiceKind kind : ServiceKind.values()) {
      ask(kind);
    }
  }

  private void ask(ServiceKind kind) {
    try {
      report(kind, answer(info.nameOf(kind)));
      failing.remove(kind);
    } catch (IOException | RuntimeException failure) {
      if (!timer.isShutdown() && failing.add(kind)) {
        sink.accept(
            new SessionFact.Trouble(
                clock.instant(), "watching DNS", String.valueOf(failure.getMessage())));
      }
    }
  }

  /** A headless Service without a ready endpoint has no name: no address either. */
  private DnsAnswer answer(String name) throws IOException {
    try {
      return names.lookup(name);
    } catch (UnknownNameException unknown) {
      return new DnsAnswer(name, List.of(), Duration.ZERO, "DNS");
    }
  }

  private void report(ServiceKind kind, DnsAnswer answer) {
    Answered now = new Answered(Set.copyOf(answer.ips()), answer.standIn());
    if (!now.equals(answered.put(kind, now))) {
      sink.accept(new ClusterFact.DnsSeen(clock.instant(), kind, answer));
    }
  }

  /** Ends the thread, in the middle of a question where there is one. Idempotent. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      timer.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
