package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections;
import dev.roundabout.viz.model.ClusterInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;

/**
 * Asks the API for a sign of life every few seconds, on the thread {@code kubernetes-beat}, and
 * does there what blocks: nothing else would notice an API that keeps its connections and says
 * nothing.
 */
final class Beat implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** KEDA's objects and the demo's parts are asked for, not watched, at every so many beats. */
  private static final int ASKED_EVERY = 5;

  private final KubernetesClient client;
  private final Duration interval;
  private final Senses senses;
  private final KubernetesWatch watch;
  private final Keda keda;
  private final Runnable lookNow;
  private final Loop loop;
  private long beats;
  private boolean wasHeard = true;

  /**
   * @param lookNow what else is to be asked for now and then; called on {@code kubernetes-beat}
   */
  Beat(
      KubernetesClient client,
      ClusterInfo info,
      Duration interval,
      Senses senses,
      KubernetesWatch watch,
      Runnable lookNow) {
    this.client = Connections.impatient(client, PATIENCE);
    this.interval = interval;
    this.senses = senses;
    this.watch = watch;
    this.lookNow = lookNow;
    this.keda =
        new Keda(
            this.client, info.namespace(), info.deployment(), senses.denials(), senses.faults());
    this.loop =
        new Loop(
            "kubernetes-beat",
            failure -> senses.reports().trouble("asking " + info.title(), failure));
  }

  void start() {
    loop.execute(this::beat);
  }

  /** Runs something that blocks, between two beats. */
  void execute(Runnable task) {
    loop.execute(task);
  }

  /** The same, after the time between two beats. */
  void later(Runnable task) {
    loop.after(interval, task);
  }

  private void beat() {
    try {
      boolean hadBeenHeard = wasHeard;
      wasHeard = isHeard();
      if (wasHeard) {
        if (!hadBeenHeard) {
          watch.catchUp();
        }
        watch.check();
        if (beats++ % ASKED_EVERY == 0 || senses.ear().isDeaf()) {
          lookForKeda();
          lookNow.run();
        }
      }
      senses.ear().tell();
    } finally {
      loop.after(interval, this::beat);
    }
  }

  /** The API may stop to answer, or to accept us, between two questions. */
  private void lookForKeda() {
    try {
      watch.keda(keda.find());
      senses.ear().hears(keda);
    } catch (RuntimeException failure) {
      senses.ear().deaf(keda, "cannot look for KEDA: " + senses.faults().words(failure));
    }
  }

  private boolean isHeard() {
    try {
      var unused = client.raw("/version");
    } catch (RuntimeException failure) {
      if (!Faults.isForbidden(failure)) { // to be refused is to be heard
        senses.ear().deaf(Ear.API, senses.faults().words(failure));
        return false;
      }
    }
    senses.ear().heard();
    senses.ear().hears(Ear.API);
    return true;
  }

  @Override
  public void close() {
    loop.close();
  }
}
