package dev.roundabout.viz.app;

import dev.roundabout.viz.app.Clusters.Plan;
import dev.roundabout.viz.model.Choices;
import dev.roundabout.viz.model.ClientFact.SettingsSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.SessionFact.ChoicesSeen;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is shown now: a session, or the snapshot between two of them. Facts of Roundabout itself
 * reach whichever it is. Any thread.
 */
final class Shown {
  private volatile State state;
  private volatile Choices offered = Choices.NONE;

  private sealed interface State {
    Snapshot snapshot();
  }

  private record Between(Snapshot snapshot) implements State {}

  /** A session and what it looks at. */
  record Look(Plan plan, Session session) implements State {
    @Override
    public Snapshot snapshot() {
      return session.snapshot();
    }
  }

  Shown(Snapshot first) {
    this.state = new Between(first);
  }

  Snapshot snapshot() {
    return state.snapshot();
  }

  /** The past of the session that is shown; between two there is none. */
  Snapshot at(Instant moment) {
    State now = state;
    return now instanceof Look look ? look.session().at(moment) : now.snapshot();
  }

  Instant oldest() {
    State now = state;
    return now instanceof Look look ? look.session().oldest() : now.snapshot().at();
  }

  Optional<Look> look() {
    return state instanceof Look look ? Optional.of(look) : Optional.empty();
  }

  synchronized void accept(SessionFact fact) {
    if (fact instanceof ChoicesSeen seen) {
      offered = seen.choices();
    }
    if (state instanceof Look look) {
      look.session().accept(fact);
    } else {
      state = new Between(snapshot().after(fact));
    }
  }

  /** Nothing more is shown of the session that was, which is given back to be closed. */
  synchronized Optional<Session> leave(ClusterInfo next, Instant now) {
    Optional<Session> before = look().map(Look::session);
    Snapshot after = snapshot().turnedTo(next, now);
    // What was offered a moment ago may not be in the snapshot yet.
    state = new Between(after.after(new ChoicesSeen(now, offered)));
    return before;
  }

  /** Sets what the next client starts with; without effect while there is one. */
  synchronized void settings(Settings settings, Instant now) {
    if (state instanceof Between between) {
      state = new Between(between.snapshot().after(new SettingsSeen(now, settings)));
    }
  }

  /**
   * Shows a session from now on.
   *
   * @param make given the snapshot that it starts with
   */
  synchronized Session show(
      Plan plan, ClusterInfo info, Instant now, Function<Snapshot, Session> make) {
    Session session = make.apply(snapshot().turnedTo(info, now));
    state = new Look(plan, session);
    return session;
  }
}
