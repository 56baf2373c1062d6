package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Traffic;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs without a window: a line a second, and a summary at the end. */
final class TerminalRun {
  /** Between two lines. */
  private static final Duration LEAST = Duration.ofMillis(500);

  /** So that the line of the last second is still printed. */
  private static final Duration LAST_LINE = Duration.ofMillis(50);

  /** A reading that has not come by then does not come. */
  private static final Duration LAST_READING = Duration.ofSeconds(10);

  private final Clocks clocks;
  private final PrintWriter out;
  private final int width;
  private final List<RunReport.Second> seconds = new ArrayList<>();
  private Instant start = Instant.EPOCH;

  /** On the printer's thread alone. */
  private Instant printed = Instant.EPOCH;

  /**
   * @param width of the terminal, in columns
   */
  TerminalRun(Clocks clocks, PrintWriter out, int width) {
    this.clocks = clocks;
    this.out = out;
    this.width = width;
  }

  /**
   * Waits until a cluster is looked at, plays the script, prints for as long as asked, and closes
   * all, so that no call is left in flight when the summary is made. Ends at once where the cluster
   * cannot be opened, or may not be changed as the script wants it.
   *
   * @param unlocking what allows changes
   * @throws RefusedException where the cluster may not be changed; nothing was done
   */
  Result run(Sessions session, List<Script.Step> steps, Duration length, Unlocking unlocking)
      throws InterruptedException, RefusedException {
    Snapshot open;
    Snapshot flowing;
    TerminalTable table;
    try (session) {
      Thread.setDefaultUncaughtExceptionHandler(
          (thread, failure) -> session.trouble(thread.getName(), failure.toString()));
      session.start();
      Waiting waiting = new Waiting(clocks);
      waiting.until("a cluster", session::isOpen);
      checkAllowed(session, steps, unlocking, waiting);
      start = clocks.instants().instant();
      table = new TerminalTable(start, width);
      print(TerminalTable.which(session.snapshot().cluster().info()));
      Script script = new Script(steps, session);
      try (script) {
        printEverySecond(session, table, length);
      }
      flowing = session.snapshot();
      settle(session);
      open = session.snapshot();
    }
    Result result = new Result(flowing, open, session.snapshot(), start, List.copyOf(seconds));
    if (session.failure().isEmpty()) {
      table.summary(result).forEach(this::print);
    }
    return result;
  }

  private static void checkAllowed(
      Sessions session, List<Script.Step> steps, Unlocking unlocking, Waiting waiting)
      throws InterruptedException, RefusedException {
    List<String> changing =
        steps.stream().filter(Script.Step::changesCluster).map(Script.Step::flag).toList();
    if (changing.isEmpty() || session.snapshot().cluster().info().origin().isEmbedded()) {
      return;
    }
    Optional<String> obstacle = unlocking.obstacle(session, waiting);
    if (obstacle.isPresent()) {
      throw new RefusedException(
          "Nothing was run: "
              + String.join(", ", changing)
              + " is a change, and "
              + obstacle.get());
    }
  }

  /**
   * What a run came to.
   *
   * @param flowing the last snapshot before the load was paused, which tells what was so
   * @param open the last snapshot before the client was closed, which tells where its pods stood
   * @param last the snapshot after everything was closed, whose books are final
   */
  record Result(
      Snapshot flowing,
      Snapshot open,
      Snapshot last,
      Instant start,
      List<RunReport.Second> seconds) {}

  private void printEverySecond(Sessions session, TerminalTable table, Duration length)
      throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    try (Timer printer =
        new Timer("viz-terminal", failure -> session.trouble("the terminal", failure.toString()))) {
      printer.every(
          Duration.ofSeconds(1),
          () -> {
            if (session.failure().isPresent()) {
              over.countDown();
            } else {
              print(session.snapshot(), table);
            }
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
    waiting.upTo(LAST_READING, () -> session.snapshot().client().channelsAt().isAfter(quiet));
    Instant read = session.snapshot().at();
    waiting.upTo(LAST_READING, () -> session.snapshot().traffic().countedAt().isAfter(read));
  }

  /** The books are of after the load was paused, and no call is under way. */
  private static boolean isQuiet(Snapshot snapshot, Instant paused) {
    Traffic traffic = snapshot.traffic();
    return traffic.countedAt().isAfter(paused) && traffic.ledger().inFlight() == 0;
  }

  /** A terminal that stood still is not told every second that it missed. */
  private void print(Snapshot snapshot, TerminalTable table) {
    Instant now = clocks.instants().instant();
    if (Duration.between(printed, now).compareTo(LEAST) < 0) {
      return;
    }
    if (seconds.isEmpty()) {
      table.header().forEach(this::print);
    }
    seconds.add(RunReport.Second.of(snapshot));
    table.lines(snapshot).forEach(this::print);
    printed = clocks.instants().instant();
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
