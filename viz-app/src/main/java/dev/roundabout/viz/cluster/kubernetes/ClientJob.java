package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterFact.JobSeen;
import dev.roundabout.viz.model.JobRun;
import dev.roundabout.viz.model.JobRun.Phase;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of the client inside the cluster, from the Job's making to its end.
 *
 * <p>What the API and the log say is taken in on one thread, {@code job-runner}, which reports at
 * most every {@value #REPORT_MILLIS} ms. Where RBAC hides the Job, its pod tells the end; where it
 * hides the pod as well, nobody does, and the run is given up.
 */
final class ClientJob implements AutoCloseable {
  private static final long REPORT_MILLIS = 100;

  /** A log connection that stays silent this long after the end is opened again. */
  private static final long SILENCE_SECONDS = 3;

  /** How long the rest of the log may take once the Job has ended. */
  private static final long REST_SECONDS = 30;

  /**
   * A watch whose connection is lost without a word tells nothing any more, so it is asked, too.
   */
  private static final long ASK_SECONDS = 5;

  private final String name;
  private final Action.RunJob run;
  private final Senses senses;
  private final UnaryOperator<String> imageHelp;
  private final KubernetesClient client;
  private final String namespace;
  private final JobWatch watch;
  private final Tally tally = new Tally();
  private final CompletableFuture<Void> podEnded = new CompletableFuture<>();
  private final ScheduledThreadPoolExecutor thread;

  // Confined to the thread above.
  private Phase phase = Phase.STARTING;
  private String words = "";
  private String help = "";
  private @Nullable String logTrouble;
  private boolean logComplete;
  private final JobSight sight;
  private @Nullable JobCondition podEnd;
  private @Nullable JobCondition end;
  private @Nullable PodLog log;
  private @Nullable Thread reader;
  private @Nullable JobRun reported;

  private volatile boolean over;

  ClientJob(
      KubernetesClient client,
      Job made,
      Action.RunJob run,
      Senses senses,
      UnaryOperator<String> imageHelp) {
    this.client = client;
    this.run = run;
    this.senses = senses;
    this.imageHelp = imageHelp;
    name = made.getMetadata().getName();
    namespace = made.getMetadata().getNamespace();
    watch = new JobWatch(client, namespace, name);
    sight = new JobSight(senses, namespace);
    thread = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "job-runner"));
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
  }

  String name() {
    return name;
  }

  /** Whether its last report has been made. */
  boolean isOver() {
    return over;
  }

  /** Starts to follow it. Called once. */
  void follow() {
    thread.execute(this::askLater);
    thread.execute(this::report);
    var unused =
        thread.scheduleWithFixedDelay(
            this::report, REPORT_MILLIS, REPORT_MILLIS, TimeUnit.MILLISECONDS);
    watch.start(
        new JobWatch.Listener() {
          @Override
          public void job(Job job) {
            run(() -> jobSeen(job));
          }

          @Override
          public void pod(Pod pod) {
            run(() -> podSeen(pod));
          }

          @Override
          public void event(Event event) {
            run(() -> eventSeen(event));
          }

          @Override
          public void jobGone() {
            run(ClientJob.this::deleted);
          }

          @Override
          public void podGone(Pod pod) {
            run(() -> endedByPod(JobWords.gone()));
          }

          @Override
          public void failed(Permission need, Throwable failure) {
            run(() -> hidden(need, failure));
          }

          @Override
          public void works(Permission need) {
            run(() -> sight.works(need));
          }
        });
  }

  @Override
  public void close() {
    over = true;
    thread.shutdownNow();
    endReading();
    watch.close();
  }

  private void run(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException closed) {
      // Nobody listens any more.
    }
  }

  private void askLater() {
    var unused =
        thread.schedule(() -> daemon(this::ask, "job-ask").start(), ASK_SECONDS, TimeUnit.SECONDS);
  }

  private void ask() {
    ask(watch::pods, pods -> pods.forEach(this::podSeen));
    ask(watch::job, job -> job.ifPresentOrElse(this::jobSeen, this::deleted));
    run(this::askLater);
  }

  private <T> void ask(Supplier<T> question, Consumer<T> answer) {
    try {
      T heard = question.get();
      run(() -> answer.accept(heard));
    } catch (KubernetesClientException refused) {
      return; // the watches say so: they list as well when they are opened again
    } catch (IllegalStateException closed) { // somebody turned away, and the client with them
      if (!over) {
        throw closed;
      }
    }
  }

  private void deleted() {
    finish(Phase.FAILED, "somebody deleted the Job");
  }

  private void podSeen(Pod pod) {
    if (JobWords.hasStarted(pod)) {
      phase = Phase.RUNNING;
      words = "";
      help = "";
      startReading(pod.getMetadata().getName());
    } else if (phase == Phase.STARTING) {
      words = JobWords.waiting(pod);
      help = new PodReading(pod).missingImage().map(imageHelp).orElse("");
    }
    JobWords.end(pod).ifPresent(this::endedByPod);
  }

  private void endedByPod(JobCondition how) {
    podEnded.complete(null);
    if (podEnd == null) {
      podEnd = how;
    }
    endByPod();
  }

  private void hidden(Permission need, Throwable failure) {
    sight.failed(need, failure);
    if (sight.isUnseen(JobWatch.JOBS) && sight.isUnseen(JobWatch.PODS)) {
      finish(Phase.FAILED, "it runs on in the cluster, and nobody may look at it" + notes());
      return;
    }
    endByPod();
  }

  /** The Job has one pod, and ends with it. */
  private void endByPod() {
    JobCondition how = podEnd;
    if (how != null && end == null && sight.isHidden(JobWatch.JOBS)) {
      end = how;
      concludeAfterLog();
    }
  }

  /** Without a pod, the Events alone say why: a quota, or an admission that refuses it. */
  private void eventSeen(Event event) {
    if (phase == Phase.STARTING && "FailedCreate".equals(event.getReason())) {
      words = "its pod cannot be made: " + event.getMessage();
    }
  }

  private void jobSeen(Job job) {
    Optional<JobCondition> ending = JobWords.end(job);
    if (ending.isEmpty() || end != null) {
      return;
    }
    end = ending.get();
    podEnded.complete(null);
    if (log == null) {
      daemon(this::findPod, "job-pod").start();
      return;
    }
    concludeAfterLog();
  }

  /** Asks once more: the watch of the pods may be behind the Job's, and the log would be missed. */
  private void findPod() {
    try {
      List<Pod> pods = watch.pods();
      run(
          () -> {
            pods.forEach(this::podSeen);
            concludeAfterLog();
          });
    } catch (KubernetesClientException refused) {
      run(
          () -> {
            logTrouble = "its pod cannot be found";
            concludeAfterLog();
          });
    }
  }

  private void concludeAfterLog() {
    PodLog reading = log;
    if (reading == null || logComplete) {
      conclude();
      return;
    }
    var unusedSilence = thread.schedule(reading::reopen, SILENCE_SECONDS, TimeUnit.SECONDS);
    var unusedRest = thread.schedule(this::giveUpLog, REST_SECONDS, TimeUnit.SECONDS);
  }

  private void startReading(String pod) {
    if (log != null) {
      return;
    }
    PodLog reading = new PodLog(PodLog.of(client, namespace, pod), podEnded, tally::line);
    log = reading;
    reader = daemon(() -> read(reading), "job-log");
    reader.start();
  }

  private void read(PodLog reading) {
    Optional<Throwable> trouble = reading.read();
    run(
        () -> {
          trouble.ifPresent(why -> logTrouble = "its log cannot be read: " + why.getMessage());
          logComplete = true;
          conclude();
        });
  }

  private void giveUpLog() {
    logTrouble = "its log broke off";
    logComplete = true;
    conclude();
  }

  /** Ends the run once the Job has ended and its log is read as far as it can be. */
  private void conclude() {
    JobCondition ended = end;
    if (ended == null || over) {
      return;
    }
    boolean complete = "Complete".equals(ended.getType());
    finish(complete ? Phase.SUCCEEDED : Phase.FAILED, complete ? success() : failure(ended));
  }

  private String success() {
    long answers = tally.answers();
    String seen = answers + " of " + run.requests() + " answered by " + pods();
    return seen + notes();
  }

  private String failure(JobCondition ended) {
    String why =
        tally.failures().isEmpty() ? JobWords.failure(ended) : String.join(", ", tally.failures());
    return why + notes();
  }

  /** What was not seen on the way, and why. */
  private String notes() {
    return Stream.of(
            Optional.ofNullable(logTrouble), sight.words(JobWatch.JOBS), sight.words(JobWatch.PODS))
        .flatMap(Optional::stream)
        .map("; "::concat)
        .collect(Collectors.joining());
  }

  private String pods() {
    int pods = tally.answersById().size();
    return pods == 1 ? "1 pod" : pods + " pods";
  }

  private void finish(Phase last, String why) {
    if (over) {
      return;
    }
    phase = last;
    words = why;
    report();
    over = true;
    thread.shutdown();
    endReading();
    // Not here: closing an informer waits for its events, and one of them may wait for this thread.
    daemon(watch::close, "job-watch-end").start();
  }

  private void endReading() {
    PodLog reading = log;
    Thread readingThread = reader;
    if (reading != null && readingThread != null) {
      reading.close();
      readingThread.interrupt();
    }
  }

  private void report() {
    JobRun now =
        new JobRun(name, run.service(), run.requests(), phase, tally.answersById(), words, help);
    if (!now.equals(reported) && !over) {
      reported = now;
      senses.reports().accept(new JobSeen(senses.reports().now(), now));
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
