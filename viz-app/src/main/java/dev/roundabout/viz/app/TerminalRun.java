package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Traffic;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs without a window: a line a second, and a summary at the end. */
final class TerminalRun {
  /** So that the line of the last second is still printed. */
  private static final Duration LAST_LINE = Duration.ofMillis(50);

  /** A reading that has not come by then does not come. */
  private static final Duration LAST_READING = Duration.ofSeconds(10);

  private final Clocks clocks;
  private final PrintWriter out;
  private final List<RunReport.Second> seconds = new ArrayList<>();

  TerminalRun(Clocks clocks, PrintWriter out) {
    this.clocks = clocks;
    this.out = out;
  }

  /**
   * Waits until a cluster is looked at, plays the script, prints for as long as asked, and closes
   * all, so that no call is left in flight when the summary is made. Ends at once where the cluster
   * cannot be opened.
   *
   * @return the last snapshot and a row for every second
   */
  Result run(Sessions session, List<Script.Step> steps, Duration length)
      throws InterruptedException {
    Instant start;
    TerminalTable table;
    Snapshot open;
    try (session) {
      Thread.setDefaultUncaughtExceptionHandler(
          (thread, failure) -> session.trouble(thread.getName(), failure.toString()));
      session.start();
      new Waiting(clocks).until("a cluster", session::isOpen);
      start = clocks.instants().instant();
      table = new TerminalTable(start);
      out.println(TerminalTable.which(session.snapshot().cluster().info()));
      out.println(table.header());
      out.flush();
      Script script = new Script(steps, session);
      try (script) {
        printEverySecond(session, table, length);
      }
      settle(session);
      open = session.snapshot();
    }
    Snapshot last = session.snapshot();
    table.summary(open, last).forEach(out::println);
    out.flush();
    return new Result(last, start, List.copyOf(seconds));
  }

  /**
   * @param last the snapshot after everything was closed
   */
  record Result(Snapshot last, Instant start, List<RunReport.Second> seconds) {}

  private void printEverySecond(Sessions session, TerminalTable table, Duration length)
      throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    try (Timer printer =
        new Timer("viz-terminal", failure -> session.trouble("the terminal", failure.toString()))) {
      printer.every(
          Duration.ofSeconds(1),
          () -> {
            print(session.snapshot(), table);
            session.failure().ifPresent(why -> over.countDown());
          });
      printer.after(length.plus(LAST_LINE), over::countDown);
      over.await();
    }
  }

  /** Lets the calls in flight end, and every witness be read once more, before all is closed. */
  private void settle(Sessions session) throws InterruptedException {
    if (session.failure().isPresent()) {
      return;
    }
    Waiting waiting = new Waiting(clocks);
    session.submit(new Action.SetRunning(false));
    waiting.upTo(LAST_READING, () -> !session.snapshot().client().settings().running());
    Instant paused = session.snapshot().at();
    waiting.upTo(
        session.snapshot().client().settings().deadline().plus(LAST_READING),
        () -> isQuiet(session.snapshot(), paused));
    Instant quiet = session.snapshot().traffic().countedAt();
    waiting.upTo(LAST_READING, () -> isRead(session.snapshot(), quiet));
  }

  /** The books are of after the load was paused, and no call is under way. */
  private static boolean isQuiet(Snapshot snapshot, Instant paused) {
    Traffic traffic = snapshot.traffic();
    return traffic.countedAt().isAfter(paused) && traffic.ledger().inFlight() == 0;
  }

  /** A reading of channelz that began after that is in the books, and so is what came before it. */
  private static boolean isRead(Snapshot snapshot, Instant quiet) {
    Instant read = snapshot.client().channelsAt();
    return read.isAfter(quiet) && snapshot.traffic().countedAt().isAfter(read);
  }

  private void print(Snapshot snapshot, TerminalTable table) {
    seconds.add(RunReport.Second.of(snapshot));
    table.lines(snapshot).forEach(out::println);
    out.flush();
  }
}
