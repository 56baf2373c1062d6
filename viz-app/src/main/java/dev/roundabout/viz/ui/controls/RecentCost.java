package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.model.ClientState;
import dev.roundabout.viz.model.ResolverCost;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What re-resolution has cost in the last minute, or since its mode was changed. */
final class RecentCost {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofSeconds(2);

  private record Mark(Instant at, ClientState client) {}

  private final Deque<Mark> marks = new ArrayDeque<>();
  private Optional<Resolving> resolving = Optional.empty();

  ResolverCost after(Snapshot snapshot) {
    Resolving now = snapshot.client().settings().resolving();
    if (!resolving.equals(Optional.of(now))) {
      resolving = Optional.of(now);
      marks.clear();
    }
    if (marks.isEmpty() || !marks.getLast().at().plus(STEP).isAfter(snapshot.at())) {
      marks.add(new Mark(snapshot.at(), snapshot.client()));
    }
    while (marks.size() > 1 && marks.getFirst().at().plus(WINDOW).isBefore(snapshot.at())) {
      marks.removeFirst();
    }
    Mark first = marks.getFirst();
    return ResolverCost.between(first.at(), first.client(), snapshot.at(), snapshot.client());
  }
}
