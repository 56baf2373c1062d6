package dev.roundabout.viz.model;

import dev.roundabout.viz.model.ClientFact.Queried;
import dev.roundabout.viz.model.ClientFact.RefreshAsked;
import dev.roundabout.viz.model.ClientFact.ResolveFailed;
import dev.roundabout.viz.model.ClientFact.Resolved;
import dev.roundabout.viz.model.Propagation.Mark;
import dev.roundabout.viz.model.Propagation.Mark.Kind;
import dev.roundabout.viz.model.SessionFact.Asked;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The marks on the time axis: an immutable list that shares all but its newest part with the one
 * before, because a resolver that polls adds to it all the time and an hour of them is kept.
 */
final class Marks extends AbstractList<Mark> {
  private static final int CHUNK = 64;

  /** What is taken away at once where there are too many. */
  private static final int SURPLUS = 400;

  private final List<List<Mark>> full;
  private final List<Mark> tail;

  private Marks(List<List<Mark>> full, List<Mark> tail) {
    this.full = full;
    this.tail = tail;
  }

  static List<Mark> of(List<Mark> marks) {
    if (marks instanceof Marks) {
      return marks;
    }
    List<List<Mark>> full = new ArrayList<>();
    int from = 0;
    for (; from + CHUNK <= marks.size(); from += CHUNK) {
      full.add(List.copyOf(marks.subList(from, from + CHUNK)));
    }
    return new Marks(List.copyOf(full), List.copyOf(marks.subList(from, marks.size())));
  }

  @Override
  public Mark get(int index) {
    int chunk = index / CHUNK;
    return chunk < full.size()
        ? full.get(chunk).get(index % CHUNK)
        : tail.get(index - full.size() * CHUNK);
  }

  @Override
  public int size() {
    return full.size() * CHUNK + tail.size();
  }

  static Propagation after(Propagation propagation, Fact fact, Snapshot before) {
    return joined(propagation, fact)
        .or(
            () ->
                mark(propagation.marks(), fact, before)
                    .map(mark -> propagation.withMarks(appended(propagation.marks(), mark))))
        .orElse(propagation);
  }

  static List<Mark> appended(List<Mark> marks, Mark mark) {
    Marks before = (Marks) of(marks);
    if (before.size() >= Propagation.MAX_MARKS) {
      before = (Marks) of(fewer(before));
    }
    List<Mark> tail = new ArrayList<>(before.tail);
    tail.add(mark);
    if (tail.size() < CHUNK) {
      return new Marks(before.full, List.copyOf(tail));
    }
    List<List<Mark>> full = new ArrayList<>(before.full);
    full.add(List.copyOf(tail));
    return new Marks(List.copyOf(full), List.of());
  }

  /** The oldest of those that come often go first. */
  private static List<Mark> fewer(List<Mark> marks) {
    Set<Integer> surplus =
        IntStream.range(0, marks.size())
            .boxed()
            .filter(i -> marks.get(i).kind().isFrequent())
            .limit(SURPLUS)
            .collect(Collectors.toSet());
    List<Mark> next = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      if (!surplus.contains(i)) {
        next.add(marks.get(i));
      }
    }
    return next.subList(Math.max(0, SURPLUS - surplus.size()), next.size());
  }

  private static Optional<Mark> mark(List<Mark> marks, Fact fact, Snapshot before) {
    if (fact instanceof Asked asked) {
      return user(asked, before);
    }
    if (fact instanceof RefreshAsked asked) {
      Kind kind = asked.discarded() ? Kind.DISCARDED : Kind.ASKED;
      return mark(asked.at(), kind, asked.client(), words(asked));
    }
    if (fact instanceof Queried queried) {
      return isUnderWay(marks, queried.client())
          ? Optional.empty()
          : mark(queried.at(), Kind.ASKED, queried.client(), "asked");
    }
    if (fact instanceof Resolved resolved) {
      boolean same =
          before
              .client()
              .resolution(resolved.client())
              .filter(last -> Set.copyOf(last.addresses()).equals(Set.copyOf(resolved.addresses())))
              .isPresent();
      return mark(
          resolved.at(),
          same ? Kind.UNCHANGED : Kind.ANSWERED,
          resolved.client(),
          Event.count(resolved.addresses().size(), "address") + (same ? ", unchanged" : ""));
    }
    if (fact instanceof ResolveFailed failed) {
      return mark(failed.at(), Kind.FAILED, failed.client(), failed.message());
    }
    return Optional.empty();
  }

  private static Optional<Mark> user(Asked asked, Snapshot before) {
    Action action = asked.action();
    if (action instanceof Action.Browse || action instanceof Action.Undo) {
      return Optional.empty(); // what is taken back is asked for by itself
    }
    String words =
        action instanceof Action.Scale scale
            ? scaled(before.propagation().pending().desired(before.cluster().desired()), scale)
            : action.words();
    return mark(asked.at(), kind(action), 0, words);
  }

  private static String scaled(int from, Action.Scale scale) {
    return "scaled " + from + " → " + scale.replicas();
  }

  private static Kind kind(Action action) {
    if (action instanceof Action.Freeze freeze) {
      return freeze.frozen() ? Kind.FROZE : Kind.USER;
    }
    if (action instanceof Action.Burst) {
      return Kind.BURST;
    }
    boolean switches =
        action instanceof Action.SetPolicy
            || action instanceof Action.UseService
            || action instanceof Action.SetResolver;
    return switches ? Kind.SWITCHED : Kind.USER;
  }

  /** Scalings that are one change have one mark, where the first was. */
  private static Optional<Propagation> joined(Propagation propagation, Fact fact) {
    if (!(fact instanceof Asked asked) || !(asked.action() instanceof Action.Scale scale)) {
      return Optional.empty();
    }
    return Wish.joinedBy(scale, asked.at(), propagation)
        .map(
            wish -> {
              List<Mark> marks = new ArrayList<>(propagation.marks());
              marks.replaceAll(
                  mark ->
                      mark.kind() == Kind.USER && mark.at().equals(wish.at())
                          ? new Mark(mark.at(), mark.kind(), 0, scaled(wish.from(), scale))
                          : mark);
              return propagation.withMarks(marks);
            });
  }

  static String words(RefreshAsked asked) {
    return asked.discarded()
        ? "asked after "
            + Event.seconds(asked.age())
            + ", discarded: the last answer is younger than "
            + Event.seconds(asked.gate())
        : "asked again";
  }

  /** A refresh that asks DNS is told before the question itself. */
  private static boolean isUnderWay(List<Mark> marks, int client) {
    for (int i = marks.size() - 1; i >= 0; i--) {
      if (marks.get(i).client() == client) {
        return marks.get(i).kind() == Kind.ASKED;
      }
    }
    return false;
  }

  private static Optional<Mark> mark(Instant at, Kind kind, int client, String words) {
    return Optional.of(new Mark(at, kind, client, words));
  }
}
