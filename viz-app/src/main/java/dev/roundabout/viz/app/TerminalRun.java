package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Snapshot;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs a session without a window: a line a second, and a summary at the end. */
final class TerminalRun {
  private final Clocks clocks;
  private final PrintWriter out;
  private final List<RunReport.Second> seconds = new ArrayList<>();

  TerminalRun(Clocks clocks, PrintWriter out) {
    this.clocks = clocks;
    this.out = out;
  }

  /**
   * Starts the session, plays the script, prints for as long as asked, and closes the session, so
   * that no call is left in flight when the summary is made.
   *
   * @return the last snapshot and a row for every second
   */
  Result run(Session session, List<Script.Step> steps, Duration length)
      throws InterruptedException {
    Instant start = clocks.instants().instant();
    TerminalTable table = new TerminalTable(start);
    try (session) {
      session.start();
      out.println(table.header());
      out.flush();
      try (Script script = new Script(steps, session)) {
        printEverySecond(session, table, length);
      }
    }
    Snapshot last = session.snapshot();
    table.summary(last).forEach(out::println);
    out.flush();
    return new Result(last, start, List.copyOf(seconds));
  }

  /**
   * @param last the snapshot after everything was closed
   */
  record Result(Snapshot last, Instant start, List<RunReport.Second> seconds) {}

  private void printEverySecond(Session session, TerminalTable table, Duration length)
      throws InterruptedException {
    ScheduledExecutorService printer =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "viz-terminal"));
    printer.scheduleAtFixedRate(() -> print(session.snapshot(), table), 1, 1, TimeUnit.SECONDS);
    printer.schedule(printer::shutdownNow, length.toMillis() + 50, TimeUnit.MILLISECONDS);
    printer.awaitTermination(length.toMillis() + 10_000, TimeUnit.MILLISECONDS);
  }

  private void print(Snapshot snapshot, TerminalTable table) {
    seconds.add(RunReport.Second.of(snapshot));
    table.lines(snapshot).forEach(out::println);
    out.flush();
  }
}
