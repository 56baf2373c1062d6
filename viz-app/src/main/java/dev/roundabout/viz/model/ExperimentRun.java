package dev.roundabout.viz.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An experiment under way. Its places are counted from 0, where the world is set up and the
 * question is read; then comes a place for each step, and last the one of the verdict.
 *
 * @param number by which it was asked for
 * @param begun when
 * @param ends when each of the steps that are done ended
 * @param expected what its checks expect
 * @param verdicts what came of them; empty until it is done
 * @param found in a sentence; empty until it is done
 */
public record ExperimentRun(
    int number,
    String title,
    String question,
    Instant begun,
    List<Step> steps,
    List<Expected> expected,
    Phase phase,
    List<Instant> ends,
    List<Verdict> verdicts,
    Optional<String> found) {

  /**
   * A step as a person reads it.
   *
   * @param spot where it shows
   */
  public record Step(String line, Spot spot) {}

  /**
   * What a check expects.
   *
   * @param article the article's figure; empty where it has none
   * @param after how many steps are over when it can be judged
   * @param verdict what came of it; empty until then
   */
  public record Expected(
      String words, Optional<String> article, int after, Optional<Verdict> verdict) {
    /** As it was known at a place. */
    public Optional<Verdict> verdictAt(int place) {
      return verdict.filter(judged -> place >= after);
    }
  }

  /** What goes on. */
  public enum Phase {
    /** The world is being set as the experiment wants it. */
    SETTING_UP,
    /** Somebody has to ask for the next step. */
    WAITING,
    /** A step goes on. */
    GOING_ON,
    /** It is judged. */
    DONE,
    /** The world is being put back. */
    LEAVING;

    /** Why something cannot be done meanwhile; empty where it can. */
    public Optional<String> obstacle(Action.OnExperiment action) {
      boolean next = action instanceof Action.NextStep;
      return switch (this) {
        case SETTING_UP -> when(next, "the world is still being set up");
        case WAITING -> Optional.empty();
        case GOING_ON -> when(next, "the step still goes on");
        case DONE -> when(next, "the experiment is done: restart it, or leave it");
        case LEAVING -> Optional.of("the experiment is being left");
      };
    }

    private static Optional<String> when(boolean so, String why) {
      return so ? Optional.of(why) : Optional.empty();
    }
  }

  public ExperimentRun {
    steps = List.copyOf(steps);
    expected = List.copyOf(expected);
    ends = List.copyOf(ends);
    verdicts = List.copyOf(verdicts);
  }

  public ExperimentRun with(Phase value) {
    return new ExperimentRun(
        number, title, question, begun, steps, expected, value, ends, verdicts, found);
  }

  /** After the step that goes on; one more waits, or all are done. */
  public ExperimentRun stepDone(Instant when) {
    List<Instant> next = new ArrayList<>(ends);
    next.add(when);
    return new ExperimentRun(
        number, title, question, begun, steps, expected, Phase.WAITING, next, verdicts, found);
  }

  /**
   * With what the checks say whose steps are over.
   *
   * @param value by the places of {@link #expected}; empty for those that cannot be judged yet
   */
  public ExperimentRun decided(List<Optional<Verdict>> value) {
    List<Expected> next = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      Expected each = expected.get(i);
      next.add(new Expected(each.words(), each.article(), each.after(), value.get(i)));
    }
    return new ExperimentRun(
        number, title, question, begun, steps, next, phase, ends, verdicts, found);
  }

  /**
   * After its last step.
   *
   * @param value what came of the checks, and of what did not come true in time
   * @param sentence that says what was found
   */
  public ExperimentRun judged(List<Verdict> value, String sentence) {
    return new ExperimentRun(
        number,
        title,
        question,
        begun,
        steps,
        expected,
        Phase.DONE,
        ends,
        value,
        Optional.of(sentence));
  }

  /** The place where it stands. */
  public int place() {
    return switch (phase) {
      case SETTING_UP -> 0;
      case GOING_ON -> ends.size() + 1;
      case DONE -> steps.size() + 1;
      case WAITING, LEAVING -> verdicts.isEmpty() ? ends.size() : steps.size() + 1;
    };
  }

  /** The moment that a place was left, or stands at; the beginning for the first. */
  public Instant at(int place) {
    return place == 0 || ends.isEmpty() ? begun : ends.get(Math.min(place, ends.size()) - 1);
  }

  /** The step of a place; empty for the first and the last. */
  public Optional<Step> step(int place) {
    return place >= 1 && place <= steps.size()
        ? Optional.of(steps.get(place - 1))
        : Optional.empty();
  }

  public boolean isDone() {
    return !verdicts.isEmpty();
  }

  /** Whether every check held; false before it is done. */
  public boolean holds() {
    return isDone() && verdicts.stream().allMatch(Verdict::holds);
  }
}
