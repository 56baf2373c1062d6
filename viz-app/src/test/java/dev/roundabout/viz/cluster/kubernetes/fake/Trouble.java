package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/**
 * The knobs: each thing that may go wrong with a cluster. They work at once, from any thread; the
 * controllers go on whatever happens to the API.
 */
public final class Trouble {
  private final Machinery machinery;

  Trouble(Machinery machinery) {
    this.machinery = machinery;
  }

  /** As {@link #forbid(String, String, String)}, in every namespace. */
  public void forbid(String verb, String resource) {
    forbid(verb, resource, "*");
  }

  /**
   * Takes a permission away: requests get 403, and a SelfSubjectAccessReview says no. Watches that
   * are open go on, as they do in Kubernetes.
   *
   * @param verb as in a role, e.g. {@code watch}; {@code *} for all
   * @param resource as in a role, e.g. {@code pods/portforward}; {@code *} for all
   * @param namespace {@code *} for all; empty for what is asked of the whole cluster
   */
  public void forbid(String verb, String resource, String namespace) {
    machinery.access().forbid(verb, resource, namespace);
  }

  /** Gives back every permission. */
  public void allowAll() {
    machinery.access().allowAll();
  }

  /** Whether every request is answered 401, as with a token that has expired. */
  public void unauthorized(boolean now) {
    machinery.gate().expiredAt(now ? Optional.of("/") : Optional.empty());
  }

  /**
   * As {@link #unauthorized}, from now on, for requests whose path starts so: a token that expires
   * between one question and the next.
   */
  public void unauthorizedAt(String path) {
    machinery.gate().expiredAt(Optional.of(path));
  }

  /** Breaks every watch that is open; new ones work. */
  public void cutWatches() {
    machinery.watches().cut();
  }

  /** Breaks every watch, and what resumes from before is told 410 Gone. */
  public void goneOnNextWatch() {
    machinery.store().forgetHistory();
    machinery.watches().cut();
  }

  /**
   * Whether the watches of a resource say nothing, while those of others do: each is as far as it
   * is, and nothing orders them.
   *
   * @param resource as in a role, e.g. {@code pods}
   */
  public void behind(String resource, boolean now) {
    machinery.watches().behind(resource, now);
  }

  /** Stops the API: nobody listens, and every connection is dropped. */
  public void down() {
    machinery.server().down();
  }

  /** Starts the API again, at the same port. */
  public void up() {
    machinery.server().up();
  }

  /**
   * Whether the API hangs: it accepts connections and requests and says nothing. Streams of {@code
   * portforward} that are open go on; when the API comes back, every connection is dropped.
   */
  public void silent(boolean now) {
    machinery.server().silent(now);
  }

  /**
   * Ends {@link #silent} as a path that moved does: new connections work, and those of the watches
   * that are open stay so and dead, without a word; the others are dropped.
   */
  public void backOverNewConnections() {
    machinery.server().speak(machinery.watches().forget());
  }

  /**
   * Whether the API stalls in the middle of each answer: the headers and half of the body come, and
   * nothing after them. Watches and logs are no such answers, and the client for arranging gets all
   * of them. When it ends, every connection is dropped.
   */
  public void halfAnswers(boolean now) {
    machinery.answering().half(now);
    if (!now) {
      machinery.server().dropConnections();
    }
  }

  /**
   * Whether requests of an HTTP method are carried out and never answered; not those of the client
   * for arranging. When it ends, every connection is dropped.
   */
  public void unanswered(String method, boolean now) {
    machinery.answering().unanswered(now ? Optional.of(method) : Optional.empty());
    if (!now) {
      machinery.server().dropConnections();
    }
  }

  /** Breaks every port-forward stream in the middle; new ones work. */
  public void cutPortForwards() {
    machinery.forwards().cut();
  }

  /** Whether new port-forward streams get an error of the node (500) in place of a web socket. */
  public void refusePortForward(boolean now) {
    machinery.forwards().refuse(now);
  }

  /** Whether a proxy before the API answers every web socket with a 403 of its own. */
  public void withoutWebSockets(boolean now) {
    machinery.forwards().withoutUpgrades(now);
  }

  /** Whether new port-forward streams are kept waiting for their web socket, until the opposite. */
  public void holdPortForwards(boolean now) {
    machinery.forwards().hold(now);
  }

  /** Replaces the CoreDNS pod; its connections end. */
  public void restartDns() {
    machinery.typed().list(Pod.class).stream()
        .filter(pod -> pod.getMetadata().getNamespace().equals(PodFaults.SYSTEM))
        .forEach(pod -> machinery.typed().remove(pod));
    machinery.dns().drop();
  }

  /** Whether pods that are not ready yet fail their readiness probe for ever. */
  public void neverReady(boolean now) {
    machinery.faults().neverReady(now);
    machinery.wake();
  }

  /** Whether this pod fails its readiness probe. */
  public void unready(String pod, boolean now) {
    machinery.faults().unready(pod, now);
    machinery.wake();
  }

  /**
   * Whether new pods find no image: ErrImagePull, then ImagePullBackOff; they go on when it ends.
   */
  public void imageMissing(boolean now) {
    machinery.faults().imageMissing(now);
    machinery.wake();
  }

  /** Whether new pods find no node. */
  public void unschedulable(boolean now) {
    machinery.faults().unschedulable(now);
    machinery.wake();
  }

  /** How many pods a namespace may have; more are refused with 403 "exceeded quota". */
  public void quota(int pods) {
    machinery.quota().limit(pods);
    machinery.wake();
  }

  /** Takes the quota away. */
  public void noQuota() {
    quota(Integer.MAX_VALUE);
  }

  /** The pod's container dies: connections are reset, and it restarts in the same pod. */
  public void crash(String namespace, String pod) {
    machinery
        .typed()
        .get(Pod.class, namespace, pod)
        .ifPresent(known -> machinery.run(() -> machinery.kubelet().crash(known)));
  }

  /** Breaks every log that is followed. */
  public void cutLogs() {
    machinery.logs().cut();
  }
}
