package dev.roundabout.viz.ui.commands;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Turns wishes about re-resolution into Actions. What rolls a Deployment out is a question first.
 */
public final class ResolverAsker {
  private final Consumer<Action> actions;
  private final Supplier<Snapshot> drawn;
  private final Refusals refusals;
  private final Consumer<Question> questions;

  ResolverAsker(
      Consumer<Action> actions,
      Supplier<Snapshot> drawn,
      Refusals refusals,
      Consumer<Question> questions) {
    this.actions = actions;
    this.drawn = drawn;
    this.refusals = refusals;
    this.questions = questions;
  }

  /** For every client, unless it is refused. */
  public void mode(ResolverMode mode) {
    if (refusals.resolver(mode).isPresent()) {
      return;
    }
    boolean ageless = cluster().connectionAge().isEmpty();
    if (mode == ResolverMode.MAX_CONNECTION_AGE && ageless && !isEmbedded()) {
      askToRollOut(Optional.of(ConnectionAge.DEFAULT), List.of(new Action.SetResolver(mode)));
    } else {
      actions.accept(new Action.SetResolver(mode));
    }
  }

  /**
   * For one client alone, unless it is refused.
   *
   * @param client from 1
   */
  public void mode(int client, ResolverMode mode) {
    if (refusals.resolver(mode).isEmpty()) {
      actions.accept(new Action.SetResolver(OptionalInt.of(client), mode));
    }
  }

  void next() {
    next(resolving().mode()).ifPresent(this::mode);
  }

  /** The last client's, so that it runs beside the others. */
  void nextOfLastClient() {
    int client = settings().clients();
    next(resolving().modeOf(client)).ifPresent(mode -> mode(client, mode));
  }

  private Optional<ResolverMode> next(ResolverMode from) {
    List<ResolverMode> all = List.of(ResolverMode.values());
    for (int step = 1; step < all.size(); step++) {
      ResolverMode mode = all.get((all.indexOf(from) + step) % all.size());
      if (refusals.resolver(mode).isEmpty()) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /** The time that belongs to the mode of now, one step on. */
  void step(boolean longer) {
    Ladder.of(resolving().mode())
        .ifPresent(
            ladder ->
                current(ladder)
                    .flatMap(now -> ladder.next(now, longer))
                    .ifPresent(time -> set(ladder, time)));
  }

  /** Sets one of the three times. */
  public void set(Ladder ladder, Duration time) {
    switch (ladder) {
      case GATE -> actions.accept(new Action.SetGate(time));
      case POLL -> actions.accept(new Action.SetPollInterval(time));
      case AGE -> age(Optional.of(time));
    }
  }

  /** How it is now; the age is the servers' own, and empty where they have none. */
  public Optional<Duration> current(Ladder ladder) {
    return switch (ladder) {
      case GATE -> Optional.of(resolving().gate());
      case POLL -> Optional.of(resolving().pollInterval());
      case AGE -> cluster().connectionAge().map(ConnectionAge::age);
    };
  }

  /**
   * Sets the servers' age, with the grace they have, at once in the embedded cluster, and after a
   * question elsewhere.
   *
   * @param age empty for never
   */
  public void age(Optional<Duration> age) {
    Optional<Duration> grace = cluster().connectionAge().orElse(ConnectionAge.DEFAULT).grace();
    Optional<ConnectionAge> wanted = age.map(time -> new ConnectionAge(time, grace));
    if (isEmbedded()) {
      actions.accept(new Action.SetConnectionAge(wanted));
    } else {
      askToRollOut(wanted, List.of());
    }
  }

  private void askToRollOut(Optional<ConnectionAge> age, List<Action> others) {
    ClusterInfo info = cluster().info();
    String wanted = age.map(set -> "of " + set.age().toSeconds() + " s").orElse("off");
    List<Action> all = new ArrayList<>(others);
    all.add(new Action.SetConnectionAge(age));
    questions.accept(
        new Question(
            "Roll the Deployment out with a max connection age " + wanted + "?",
            "The age is an environment variable of the servers. Setting it changes Deployment "
                + info.deployment()
                + " in namespace "
                + info.namespace()
                + " of "
                + info.title()
                + ": every pod is replaced, one after another, as kubectl rollout restart does."
                + " Ctrl Z sets it back, with another rollout.",
            "Roll out",
            all));
  }

  private boolean isEmbedded() {
    return cluster().info().origin().isEmbedded();
  }

  private ClusterState cluster() {
    return drawn.get().cluster();
  }

  private Settings settings() {
    return drawn.get().client().settings();
  }

  private Resolving resolving() {
    return settings().resolving();
  }
}
