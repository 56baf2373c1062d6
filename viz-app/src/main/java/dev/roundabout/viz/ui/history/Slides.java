package dev.roundabout.viz.ui.history;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.Experiments.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way through an experiment as through slides. Back is a look at the past and changes nothing;
 * forward goes through what was seen, and at its end asks for the next step. Used on the JavaFX
 * application thread.
 */
public final class Slides {
  /** A place that was gone back to, and the moment that is shown for it. */
  private record Back(int place, Instant at) {}

  private final Playhead playhead;
  private final Consumer<Action> actions;
  private Optional<Back> back = Optional.empty();
  private Optional<ExperimentRun> hasty = Optional.empty();

  /**
   * @param actions takes what a person asks for; never blocks
   */
  public Slides(Playhead playhead, Consumer<Action> actions) {
    this.playhead = playhead;
    this.actions = actions;
  }

  /** The experiment that is under way, whatever is shown. */
  public Optional<ExperimentRun> live() {
    return playhead.live().experiments().run();
  }

  /** The experiment of the moment that is shown. */
  public Optional<ExperimentRun> shown() {
    return heldPlace().isPresent() ? live() : playhead.shown().experiments().run();
  }

  /** The place that is shown of it; 0 where there is none. */
  public int place() {
    return heldPlace().orElseGet(() -> shown().map(ExperimentRun::place).orElse(0));
  }

  /** Whether the place that is shown is not the one where it stands. */
  public boolean isBack() {
    return !playhead.isLive();
  }

  /** Whether the next step was asked for while this one goes on. */
  public boolean isHasty() {
    return hasty.isPresent() && live().equals(hasty);
  }

  /** The experiment after the one that is judged, of those that can be done here. */
  public Optional<Offer> following() {
    List<Offer> offers = playhead.live().experiments().offers();
    int done =
        live()
            .filter(run -> run.phase() == Phase.DONE)
            .map(run -> offers.stream().map(Offer::number).toList().indexOf(run.number()))
            .orElse(-1);
    return done < 0
        ? Optional.empty()
        : offers.stream().skip(done + 1L).filter(offer -> offer.obstacle().isEmpty()).findFirst();
  }

  /** One place on; at the end, the next step, and after the verdict the next experiment. */
  public void next() {
    if (live().isEmpty()) {
      return;
    }
    if (playhead.isLive()) {
      hasty = live().filter(run -> run.phase() == Phase.GOING_ON);
      actions.accept(
          following()
              .<Action>map(offer -> new Action.BeginExperiment(offer.number()))
              .orElseGet(Action.NextStep::new));
      return;
    }
    int place = place() + 1;
    if (shown().isEmpty() || place >= live().map(ExperimentRun::place).orElse(0)) {
      playhead.goLive();
    } else {
      show(place);
    }
  }

  /** One place back. */
  public void previous() {
    if (shown().isPresent() && place() > 0) {
      show(place() - 1);
    }
  }

  private void show(int place) {
    live()
        .ifPresent(
            run -> {
              playhead.seek(run.at(place));
              back = Optional.of(new Back(place, playhead.instant()));
            });
  }

  /** Until somebody moves to another moment, or the experiment is another. */
  private Optional<Integer> heldPlace() {
    return back.filter(
            held ->
                !playhead.isLive() && live().isPresent() && held.at().equals(playhead.instant()))
        .map(Back::place);
  }
}
