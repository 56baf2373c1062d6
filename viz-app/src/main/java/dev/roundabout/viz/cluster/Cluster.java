package dev.roundabout.viz.cluster;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cluster with one server Deployment, a headless and a ClusterIP Service, and a DNS.
 *
 * <p>One contract test holds every implementation to this.
 */
public interface Cluster extends AutoCloseable {

  /** Names and ports; the same before, during and after its life. Any thread, never blocks. */
  ClusterInfo info();

  /**
   * Starts to report. Called once. Facts come from the cluster's own threads, in order for each
   * pod, and the sink never blocks.
   *
   * @throws IOException where the cluster cannot be reached or started; the message names the cause
   *     and the next step
   */
  void start(Consumer<? super Fact> sink) throws IOException;

  /**
   * Carries out a change, or starts it: what comes of it is reported as facts. Called on {@code
   * viz-changes}; may block for I/O.
   *
   * @return the action that takes the change back; empty where it cannot be taken back
   * @throws RefusedException where nothing was changed
   * @throws UnansweredException where that is not known
   */
  Optional<Action.OnCluster> apply(Action.OnCluster action) throws RefusedException;

  /** Asks the cluster's DNS. Usable between start and close. */
  NameLookup names();

  /** Finds the way to pods and to the ClusterIP. Usable between start and close. */
  Route.Finder reach();

  /** Ends every thread and connection of this object. Idempotent. */
  @Override
  void close();

  /** The cluster would not do it; the message names the cause and the next step. */
  class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    public RefusedException(String message) {
      super(message);
      this.message = message;
    }

    @Override
    public final String getMessage() {
      return message;
    }

    /** The same answer in other words. */
    public RefusedException saying(String words) {
      return new RefusedException(words);
    }
  }

  /** The cluster was asked and did not answer: whether it did it is not known. */
  final class UnansweredException extends RefusedException {
    private static final long serialVersionUID = 1L;

    public UnansweredException(String message) {
      super(message);
    }

    @Override
    public UnansweredException saying(String words) {
      return new UnansweredException(words);
    }
  }
}
