package dev.roundabout.viz.model;

import dev.roundabout.viz.model.Event.Tone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the cluster, its DNS and its Services report. */
public sealed interface ClusterFact extends Fact {

  /** The Deployment's numbers: what is asked for and how many pods are ready. */
  record DeploymentSeen(Instant at, int desired, int ready) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withCluster(snapshot.cluster().withDeployment(desired, ready));
    }
  }

  /**
   * A pod is new or has changed.
   *
   * @param apiAt when it changed, by the cluster's clock, where the API tells
   * @param times of all its stages, by the cluster's clock, where the API tells
   */
  record PodSeen(Instant at, Pod pod, Optional<Instant> apiAt, PodTimes times)
      implements ClusterFact {
    public PodSeen(Instant at, Pod pod, Optional<Instant> apiAt) {
      this(at, pod, apiAt, PodTimes.UNKNOWN);
    }

    public PodSeen(Instant at, Pod pod) {
      this(at, pod, Optional.empty());
    }

    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      Snapshot next = snapshot.withCluster(snapshot.cluster().withPod(pod));
      boolean samePhase =
          snapshot
              .cluster()
              .pod(pod.name())
              .map(Pod::phase)
              .filter(pod.phase()::equals)
              .isPresent();
      return samePhase
          ? tellFrozen(snapshot, next)
          : next.withEvent(at, tone(), "pod " + pod.shortName() + " " + verb());
    }

    private Snapshot tellFrozen(Snapshot before, Snapshot after) {
      boolean was = before.cluster().pod(pod.name()).filter(Pod::frozen).isPresent();
      if (was == pod.frozen()) {
        return after;
      }
      return pod.frozen()
          ? after.withEvent(at, Tone.WARN, "pod " + pod.shortName() + " " + pod.note())
          : after.withEvent(at, Tone.GOOD, "pod " + pod.shortName() + " goes on where it was");
    }

    private Tone tone() {
      return switch (pod.phase()) {
        case READY -> Tone.GOOD;
        case BACK_OFF, IMAGE_PULL, FAILED -> Tone.BAD;
        case TERMINATING -> Tone.WARN;
        default -> Tone.NEUTRAL;
      };
    }

    private String verb() {
      return switch (pod.phase()) {
        case PENDING -> "created";
        case CREATING -> "scheduled, container is being created";
        case STARTING -> "started, not ready";
        case READY -> "ready";
        case BACK_OFF -> "died, waits for its restart";
        case IMAGE_PULL -> "cannot pull its image";
        case FAILED -> "failed";
        case TERMINATING -> "terminating";
        case GONE -> "gone";
      };
    }
  }

  /** The API no longer has the pod. */
  record PodGone(Instant at, String name) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot
          .withCluster(snapshot.cluster().withoutPod(name, at))
          .withEvent(at, Tone.NEUTRAL, "pod " + Pod.shortName(name) + " gone");
    }
  }

  /**
   * The ready addresses of a Service, by its EndpointSlices.
   *
   * @param apiAt when they changed, by the cluster's clock, where the API tells
   */
  record EndpointsSeen(
      Instant at, ServiceKind service, List<Address> ready, Optional<Instant> apiAt)
      implements ClusterFact {
    public EndpointsSeen {
      ready = List.copyOf(ready);
    }

    public EndpointsSeen(Instant at, ServiceKind service, List<Address> ready) {
      this(at, service, ready, Optional.empty());
    }

    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withCluster(snapshot.cluster().withEndpoints(service, ready));
    }
  }

  /**
   * What DNS answers now, asked by an observer apart from the client under test. Sent only when the
   * answer has changed.
   */
  record DnsSeen(Instant at, ServiceKind service, DnsAnswer answer) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      Snapshot next = snapshot.withCluster(snapshot.cluster().withDns(service, answer));
      if (service != snapshot.client().settings().service()) {
        return next;
      }
      String words =
          (answer.standIn() ? "EndpointSlices answer for DNS: " : "DNS now answers ")
              + Event.count(answer.ips().size(), "address");
      return announceGap(next.withEvent(at, Tone.NEUTRAL, words));
    }

    private Snapshot announceGap(Snapshot snapshot) {
      return snapshot
          .client()
          .firstResolution()
          .filter(resolution -> !resolution.holdsJust(answer.ips()))
          .map(
              resolution ->
                  snapshot.withEvent(
                      at,
                      Tone.WARN,
                      "client still holds "
                          + Event.count(resolution.addresses().size(), "address")))
          .orElse(snapshot);
    }
  }

  /** The stand-in for kube-proxy gave a connection to a ClusterIP to one pod. */
  record Forwarded(Instant at, Connection connection, Address pod) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      Snapshot next = snapshot.withClient(snapshot.client().withForward(connection, pod));
      return next.withEvent(
          at,
          Tone.NEUTRAL,
          "ClusterIP gave the new connection to "
              + next.podOf(connection).map(Pod::shortName).orElse(pod.toString()));
    }
  }

  /** Whether the cluster may be changed from here. */
  record GuardSeen(Instant at, Guard guard) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return withApi(snapshot, snapshot.cluster().api().with(guard));
    }
  }

  /** The API was heard, or a watch broke or healed. */
  record HearingSeen(Instant at, Hearing hearing) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      Snapshot next = withApi(snapshot, snapshot.cluster().api().with(hearing));
      boolean wasBroken = snapshot.cluster().api().hearing().filter(Hearing::broken).isPresent();
      if (hearing.broken() == wasBroken) {
        return next;
      }
      return hearing.broken()
          ? next.withEvent(at, Tone.BAD, "lost the cluster's API: " + hearing.why())
          : next.withEvent(at, Tone.GOOD, "the cluster's API is back");
    }
  }

  /**
   * A watch that looked open had not told what the API has, and was opened again.
   *
   * @param watch in words: {@code the watch of pods}
   */
  record WatchReopened(Instant at, String watch) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withEvent(at, Tone.WARN, watch + " had stopped to tell; opened again");
    }
  }

  /** What owns the Deployment's replicas; empty where nothing does. */
  record ScalerSeen(Instant at, Optional<Scaler> scaler) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      Optional<Scaler> before = snapshot.cluster().api().scaler();
      Snapshot next = withApi(snapshot, snapshot.cluster().api().withScaler(scaler));
      boolean same = before.flatMap(old -> scaler.map(old::isAs)).orElse(before.equals(scaler));
      return same
          ? next
          : next.withEvent(at, Tone.WARN, words(before, snapshot.cluster().info().deployment()));
    }

    private String words(Optional<Scaler> before, String deployment) {
      return scaler
          .map(
              now ->
                  "%s scales %s: %d to %d%s; it undoes manual scaling"
                      .formatted(
                          now.title(),
                          deployment,
                          now.min(),
                          now.max(),
                          now.target().isEmpty() ? "" : ", target " + now.target()))
          .orElseGet(
              () ->
                  before.map(Scaler::title).orElse("nothing")
                      + " does not scale "
                      + deployment
                      + " any more");
    }
  }

  /** Every permission that was found missing so far. */
  record PermissionsSeen(Instant at, List<MissingPermission> missing) implements ClusterFact {
    public PermissionsSeen {
      missing = List.copyOf(missing);
    }

    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return withApi(snapshot, snapshot.cluster().api().withMissing(missing));
    }
  }

  /** What of the demo is in the cluster. */
  record DemoSeen(Instant at, Demo demo) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return withApi(snapshot, snapshot.cluster().api().with(demo));
    }
  }

  /** After which time the servers close their connections; empty for never. */
  record ConnectionAgeSeen(Instant at, Optional<ConnectionAge> age) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      Snapshot next = snapshot.withCluster(snapshot.cluster().withConnectionAge(age));
      return age.equals(snapshot.cluster().connectionAge())
          ? next
          : next.withEvent(at, Tone.NEUTRAL, words());
    }

    private String words() {
      return age.map(set -> "servers close a connection after " + Event.seconds(set.age()))
          .orElse("servers close no connection for its age");
    }
  }

  /** Whether the Deployment tells its servers that anybody may freeze them. */
  record FreezingSeen(Instant at, boolean allowed) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return withApi(snapshot, snapshot.cluster().api().withFreezable(allowed));
    }
  }

  /** Whether the Deployment is there: where it is not, nothing can be scaled. */
  record PresenceSeen(Instant at, boolean there) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      ClusterState before = snapshot.cluster();
      Snapshot next = withApi(snapshot, before.api().withNoDeployment(!there));
      if (before.api().noDeployment() == !there) {
        return next;
      }
      return next.cluster()
          .noDeployment()
          .map(
              said ->
                  next.withEvent(at, Tone.WARN, said + "; choose another one, or deploy the demo"))
          .orElseGet(
              () ->
                  next.withEvent(
                      at, Tone.GOOD, "Deployment " + before.info().deployment() + " is there"));
    }
  }

  /**
   * Whether the namespace is there: one that is not looks empty.
   *
   * @param missing what to do about it; empty where it is there
   */
  record NamespaceSeen(Instant at, Optional<String> missing) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      ClusterInfo info = snapshot.cluster().info();
      Snapshot next = withApi(snapshot, snapshot.cluster().api().withNoNamespace(missing));
      return missing.isPresent()
          ? next.withEvent(at, Tone.BAD, "no namespace " + info.namespace() + " in " + info.title())
          : next.withEvent(at, Tone.GOOD, "namespace " + info.namespace() + " is there");
    }
  }

  /**
   * Whether a Service leads to the Deployment's pods.
   *
   * @param fault why it does not; empty where it does
   */
  record ServiceSeen(Instant at, ServiceKind service, Optional<ServiceFault> fault)
      implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      ClusterState cluster = snapshot.cluster();
      Snapshot next = withApi(snapshot, cluster.api().withFault(service, fault));
      if (fault.equals(cluster.api().fault(service))) {
        return next;
      }
      return fault
          .map(now -> next.withEvent(at, Tone.BAD, now.cause()))
          .orElseGet(() -> next.withEvent(at, Tone.GOOD, words(cluster.info())));
    }

    private String words(ClusterInfo info) {
      return "Service " + info.nameOf(service).split("\\.", 2)[0] + " leads to the pods";
    }
  }

  /** The client inside the cluster got on. */
  record JobSeen(Instant at, JobRun run) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return withApi(snapshot, snapshot.cluster().api().with(run));
    }
  }

  /**
   * An Event of the API that concerns the Deployment or its pods.
   *
   * @param apiAt when it happened, by the cluster's clock
   * @param warning whether its type is Warning
   * @param about kind and name, e.g. {@code Pod server-6565dd7765-7g67b}
   * @param reason e.g. {@code FailedScheduling}
   */
  record ApiEventSeen(
      Instant at,
      Optional<Instant> apiAt,
      boolean warning,
      String about,
      String reason,
      String message)
      implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      Tone tone = warning ? Tone.WARN : Tone.NEUTRAL;
      return snapshot.withEvent(at, tone, about + ": " + reason + ": " + message);
    }
  }

  private static Snapshot withApi(Snapshot snapshot, ApiState api) {
    return snapshot.withCluster(snapshot.cluster().withApi(api));
  }
}
