package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.PodLane.Reached;
import dev.roundabout.viz.model.PodLane.Step;
import dev.roundabout.viz.ui.kit.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The facts behind a road, for the dialog.
 *
 * @param lines a stage each, in the order of time
 * @param chosen index of the line that was clicked
 * @param waiting what is waited for; empty where nothing is
 */
public record StageFacts(String title, List<Line> lines, int chosen, String waiting) {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  public StageFacts {
    lines = List.copyOf(lines);
  }

  /**
   * A stage with both clocks.
   *
   * @param after since the stage before; empty for the first
   * @param ours when, by our clock
   * @param api when, by the cluster's clock; empty where the API does not tell
   */
  public record Line(String stage, String after, String ours, String api, String how) {}

  static StageFacts of(Road road, int chosen) {
    List<Line> lines = new ArrayList<>();
    Optional<Instant> before = Optional.empty();
    int line = 0;
    for (Step step : road.lane().road(road.client())) {
      Reached reached = step.reached();
      Optional<Instant> previous = before;
      line = step.stage() == road.legs().get(chosen).stage() ? lines.size() : line;
      lines.add(
          new Line(
              step.label(),
              previous.map(from -> "+" + took(from, reached.at())).orElse(""),
              clock(reached.at()),
              reached.apiAt().map(StageFacts::clock).orElse("–"),
              reached.how()));
      before = Optional.of(reached.at());
    }
    String waiting =
        road.waiting()
            .map(wait -> "waits for " + wait.next().label() + ": " + wait.words())
            .orElse(road.outcome());
    return new StageFacts(title(road), lines, line, waiting);
  }

  private static String title(Road road) {
    boolean apart = road.title().contains("·");
    return road.lane().pod() + (apart ? ", client " + road.client() : "");
  }

  static String tip(Road road, int index, Instant now) {
    Leg leg = road.legs().get(index);
    String begins = leg.kind() == Leg.Kind.FROZEN ? "frozen" : leg.stage().label();
    return begins
        + " at "
        + clock(leg.from())
        + "\n"
        + leg.words()
        + ", "
        + took(leg.from(), leg.end(now))
        + (leg.to().isEmpty() && road.isOpen() ? " so far" : "")
        + "\nclick for the facts behind it";
  }

  private static String took(Instant from, Instant to) {
    return Numbers.millis(Math.max(0, Duration.between(from, to).toNanos() / 1000));
  }

  private static String clock(Instant at) {
    return CLOCK.format(at.atZone(ZoneId.systemDefault()));
  }
}
