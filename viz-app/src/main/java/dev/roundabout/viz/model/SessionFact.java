package dev.roundabout.viz.model;

import dev.roundabout.viz.model.Event.Tone;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.Experiments.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happens in Roundabout itself. */
public sealed interface SessionFact extends Fact {

  /** An action was asked for. */
  record Asked(Instant at, Action action) implements SessionFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      if (!(action instanceof Action.Scale scale)) {
        Snapshot told = snapshot.withEvent(at, Tone.USER, "you " + action.words());
        return action instanceof Action.Count count ? counted(told, count) : told;
      }
      Optional<Wish> before = Wish.joinedBy(scale, at, snapshot.propagation());
      Snapshot rest =
          before
              .map(wish -> snapshot.withoutEvent(words(snapshot, wish.from(), wish.to())))
              .orElse(snapshot);
      int from = before.map(Wish::from).orElseGet(() -> desired(snapshot));
      Snapshot told = rest.withEvent(at, Tone.USER, words(snapshot, from, scale.replicas()));
      return warned(told, at, before.isPresent());
    }

    private static int desired(Snapshot snapshot) {
      return snapshot.propagation().pending().desired(snapshot.cluster().desired());
    }

    private static String words(Snapshot snapshot, int from, int to) {
      return "you scaled " + snapshot.cluster().info().deployment() + " " + from + " → " + to;
    }

    /** While an experiment is on, its steps say what is counted. */
    private Snapshot counted(Snapshot snapshot, Action.Count count) {
      if (snapshot.experiments().run().isPresent()) {
        return snapshot;
      }
      Traffic traffic = snapshot.traffic();
      return snapshot.withTraffic(
          count.anew()
              ? traffic.countedFrom(at, CountedSpan.Kind.COUNTED_ANEW)
              : traffic.notCounted());
    }

    /** Something else may own the replicas. */
    private static Snapshot warned(Snapshot snapshot, Instant at, boolean already) {
      ClusterState cluster = snapshot.cluster();
      return cluster
          .api()
          .scaler()
          .filter(scaler -> !already)
          .map(
              scaler ->
                  snapshot.withEvent(
                      at,
                      Tone.WARN,
                      scaler.title()
                          + " owns the replicas of "
                          + cluster.info().deployment()
                          + " and will undo this; change its bounds instead, or delete it"))
          .orElse(snapshot);
    }
  }

  /**
   * An action could not be carried out; nothing was changed.
   *
   * @param why the cause and the next step, fit for the screen
   */
  record Refused(Instant at, Action action, String why) implements SessionFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withEvent(at, Tone.BAD, "not done (" + action.words() + "): " + why);
    }
  }

  /**
   * Whether an action was carried out is not known: its answer was lost. What the cluster shows
   * next tells.
   *
   * @param why fit for the screen
   */
  record Unanswered(Instant at, Action action, String why) implements SessionFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withEvent(
          at, Tone.WARN, "not known whether done (" + action.words() + "): " + why);
    }
  }

  /**
   * Something in the background failed.
   *
   * @param what the thread or part, in words
   * @param message the cause, fit for the screen
   */
  record Trouble(Instant at, String what, String message) implements SessionFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withTrouble(this).withEvent(at, Tone.BAD, what + " failed: " + message);
    }
  }

  /**
   * A cluster is no longer looked at.
   *
   * @param title of the cluster
   * @param books of the client, at the very end
   */
  record Left(Instant at, String title, Ledger books) implements SessionFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      String sum =
          "sent %d = ok %d + failed %d + in flight %d"
              .formatted(books.sent(), books.ok(), books.failedTotal(), books.inFlight());
      return books.balances()
          ? snapshot.withEvent(at, Tone.NEUTRAL, "left " + title + ": " + sum)
          : snapshot.withEvent(
              at, Tone.BAD, "left " + title + ", its books do not balance: " + sum);
    }
  }

  /**
   * A cluster is looked at.
   *
   * @param kept the settings of the client before, which are those of the next; empty at the start
   */
  record Turned(Instant at, ClusterInfo info, Optional<Settings> kept) implements SessionFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      String which =
          "looking at %s, %s/%s: %s"
              .formatted(info.title(), info.namespace(), info.deployment(), info.origin().why());
      return snapshot.withEvent(at, Tone.NEUTRAL, which + kept.map(Turned::words).orElse(""));
    }

    private static String words(Settings kept) {
      return "; kept: %s, %s, %s, deadline %d ms"
          .formatted(
              kept.policy().label(),
              kept.service().label(),
              Event.count(kept.clients(), "client"),
              kept.deadline().toMillis());
    }
  }

  /** Which experiments can be begun on the cluster that is looked at. */
  record ExperimentsSeen(Instant at, List<Offer> offers) implements SessionFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withExperiments(snapshot.experiments().with(offers));
    }
  }

  /**
   * How the experiment stands that is under way.
   *
   * @param run empty where none is
   */
  record ExperimentSeen(Instant at, Optional<ExperimentRun> run) implements SessionFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      Snapshot next =
          snapshot.withExperiments(snapshot.experiments().with(run)).withTraffic(traffic(snapshot));
      return run.filter(now -> now.phase() == ExperimentRun.Phase.DONE)
          .map(now -> judged(next, now))
          .orElse(next);
    }

    /** What is shown is counted from the beginning of a step to its end, where it is judged. */
    private Traffic traffic(Snapshot before) {
      Optional<Phase> was = before.experiments().run().map(ExperimentRun::phase);
      Optional<Phase> is = run.map(ExperimentRun::phase);
      if (was.equals(is)) {
        return before.traffic();
      }
      boolean begins =
          is.equals(Optional.of(Phase.GOING_ON))
              || (is.equals(Optional.of(Phase.WAITING))
                  && was.equals(Optional.of(Phase.SETTING_UP)));
      if (begins) {
        return before.traffic().countedFrom(at, CountedSpan.Kind.STEP);
      }
      boolean stands = is.equals(Optional.of(Phase.WAITING)) || is.equals(Optional.of(Phase.DONE));
      if (!stands) {
        return before.traffic().notCounted();
      }
      return was.equals(Optional.of(Phase.GOING_ON))
          ? before.traffic().countedUntil(at)
          : before.traffic();
    }

    private Snapshot judged(Snapshot snapshot, ExperimentRun now) {
      Tone tone = now.holds() ? Tone.GOOD : Tone.BAD;
      return snapshot.withEvent(
          at, tone, "experiment " + now.number() + (now.holds() ? ": " : ": not ") + "as expected");
    }
  }

  /** What else can be looked at. */
  record ChoicesSeen(Instant at, Choices choices) implements SessionFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withChoices(choices);
    }
  }
}
