package dev.roundabout.viz.app;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.Experiments.Offer;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.SessionFact.ExperimentSeen;
import dev.roundabout.viz.model.SessionFact.Refused;
import dev.roundabout.viz.model.SessionFact.Trouble;
import dev.roundabout.viz.model.Verdict;
import dev.roundabout.viz.scenario.Course;
import dev.roundabout.viz.scenario.Experiment;
import dev.roundabout.viz.scenario.Lab;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Does one experiment at a time as a person steps through it, on a thread of its own ({@code
 * viz-experiments}). What is asked for meanwhile is answered at once: leaving, restarting and
 * beginning another interrupt a step. However an experiment ends, the world is put back.
 */
final class ExperimentRunner implements AutoCloseable {
  private static final int CLOSE_SECONDS = 10;

  private record UnderWay(Experiment experiment, Course course, ExperimentRun run) {
    UnderWay with(ExperimentRun next) {
      return new UnderWay(experiment, course, next);
    }
  }

  /** What takes its time, and tells how the experiment stands then. */
  @FunctionalInterface
  private interface Work {
    UnaryOperator<ExperimentRun> on(Course course) throws InterruptedException;
  }

  private final List<Experiment> experiments;
  private final Lab lab;
  private final Consumer<? super SessionFact> facts;
  private final InstantSource clock;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "viz-experiments");
            made.setDaemon(true);
            return made;
          });

  // Guarded by this.
  private Optional<UnderWay> underWay = Optional.empty();
  private Optional<Future<?>> work = Optional.empty();

  /** What is told by an older turn than this comes too late. */
  private long turn;

  /** Courses whose world was not put back yet. */
  private final List<Course> open = new ArrayList<>();

  private boolean closed;

  /**
   * Starts no thread before the first experiment.
   *
   * @param facts takes what goes on; never blocks
   */
  ExperimentRunner(
      List<Experiment> experiments,
      Lab lab,
      Consumer<? super SessionFact> facts,
      InstantSource clock) {
    this.experiments = List.copyOf(experiments);
    this.lab = lab;
    this.facts = facts;
    this.clock = clock;
  }

  /** What there is to begin on this cluster. */
  List<Offer> offers(ClusterInfo info) {
    return experiments.stream().map(each -> each.offer(info)).toList();
  }

  /** Does what is asked for, or refuses it. Any thread; never blocks. */
  synchronized void ask(Action.OnExperiment action) {
    Optional<String> refusal = closed ? Optional.of("the session is closed") : refusal(action);
    if (refusal.isPresent()) {
      facts.accept(new Refused(clock.instant(), action, refusal.get()));
    } else if (action instanceof Action.BeginExperiment begin) {
      leave();
      find(begin.number()).ifPresent(this::begin);
    } else if (action instanceof Action.LeaveExperiment) {
      leave();
    } else {
      underWay.ifPresent(
          now -> {
            if (action instanceof Action.NextStep) {
              goOn(now.with(now.run().with(Phase.GOING_ON)), this::step);
            } else {
              goOn(now.with(now.experiment().run(clock.instant())), this::setUp);
            }
          });
    }
  }

  private Optional<String> refusal(Action.OnExperiment action) {
    if (action instanceof Action.BeginExperiment begin) {
      return find(begin.number())
          .map(experiment -> experiment.obstacleOn(lab.now().cluster()))
          .orElse(Optional.of("there is no experiment " + begin.number()));
    }
    if (underWay.isEmpty()) {
      return Optional.of("no experiment is on");
    }
    return underWay.get().run().phase().obstacle(action);
  }

  private Optional<Experiment> find(int number) {
    return experiments.stream().filter(each -> each.number() == number).findFirst();
  }

  private void begin(Experiment experiment) {
    Course course = new Course(experiment, lab);
    open.add(course);
    goOn(new UnderWay(experiment, course, experiment.run(clock.instant())), this::setUp);
  }

  private UnaryOperator<ExperimentRun> setUp(Course course) throws InterruptedException {
    course.begin();
    return run -> run.with(Phase.WAITING);
  }

  private UnaryOperator<ExperimentRun> step(Course course) throws InterruptedException {
    course.step();
    List<Optional<Verdict>> decided = course.decided();
    if (course.next().isPresent()) {
      return run -> run.stepDone(clock.instant()).decided(decided);
    }
    List<Verdict> verdicts = course.verdicts();
    String found = course.found(verdicts);
    return run -> run.stepDone(clock.instant()).decided(decided).judged(verdicts, found);
  }

  private void goOn(UnderWay now, Work todo) {
    interrupt();
    show(Optional.of(now));
    long mine = ++turn;
    work = Optional.of(thread.submit(() -> carryOut(mine, now.course(), todo)));
  }

  private void interrupt() {
    work.ifPresent(task -> task.cancel(true));
    work = Optional.empty();
  }

  private void carryOut(long mine, Course course, Work todo) {
    try {
      UnaryOperator<ExperimentRun> change = todo.on(course);
      told(mine, change);
    } catch (InterruptedException e) {
      // It is left or restarted, and whoever asked for that has said so.
      return;
    } catch (RuntimeException | Error e) {
      failed(mine, e);
    }
  }

  private synchronized void told(long mine, UnaryOperator<ExperimentRun> change) {
    if (mine == turn) {
      show(underWay.map(now -> now.with(change.apply(now.run()))));
    }
  }

  private synchronized void failed(long mine, Throwable cause) {
    trouble(cause);
    if (mine == turn && !closed) {
      leave();
    }
  }

  private void trouble(Throwable cause) {
    facts.accept(new Trouble(clock.instant(), "the experiment", cause.toString()));
  }

  private void leave() {
    if (underWay.isEmpty() || underWay.get().run().phase() == Phase.LEAVING) {
      return;
    }
    interrupt();
    UnderWay left = underWay.get();
    show(Optional.of(left.with(left.run().with(Phase.LEAVING))));
    long mine = ++turn;
    // Another that begins meanwhile must not interrupt this.
    thread.execute(() -> putBack(mine, left.course()));
  }

  private void putBack(long mine, Course course) {
    try {
      course.close();
      gone(mine, course);
    } catch (InterruptedException e) {
      // The session ends, which puts back what is left without waiting for it.
      return;
    } catch (RuntimeException | Error e) {
      trouble(e);
      gone(mine, course);
    }
  }

  private synchronized void gone(long mine, Course course) {
    open.remove(course);
    if (mine == turn) {
      show(Optional.empty());
    }
  }

  private void show(Optional<UnderWay> next) {
    underWay = next;
    facts.accept(new ExperimentSeen(clock.instant(), next.map(UnderWay::run)));
  }

  /** Ends what is under way and asks for the world of before, without waiting for it. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      turn++;
    }
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        trouble(new IllegalStateException("it did not end when the session was closed"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leftovers().forEach(Course::putBack);
  }

  private synchronized List<Course> leftovers() {
    return List.copyOf(open);
  }
}
