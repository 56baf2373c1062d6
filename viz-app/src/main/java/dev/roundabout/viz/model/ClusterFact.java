package dev.roundabout.viz.model;

import dev.roundabout.viz.model.Event.Tone;
import java.time.Instant;
import java.util.List;

/** What the cluster, its DNS and its Services report. */
public sealed interface ClusterFact extends Fact {

  /** The Deployment's numbers: what is asked for and how many pods are ready. */
  record DeploymentSeen(Instant at, int desired, int ready) implements ClusterFact {
    @Override
    public Snapshot applyTo(Snapshot snapshot) {
      return snapshot.withCluster(snapshot.cluster().withDeployment(desired, ready));
    }
  }

  /** A pod is new or has changed. */
  record PodSeen(Instant at, Pod pod) implements ClusterFact {
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
      return samePhase ? next : next.withEvent(at, tone(), "pod " + pod.shortName() + " " + verb());
    }

    private Tone tone() {
      return switch (pod.phase()) {
        case READY -> Tone.GOOD;
        case BACK_OFF -> Tone.BAD;
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

  /** The ready addresses of a Service, by its EndpointSlices. */
  record EndpointsSeen(Instant at, ServiceKind service, List<Address> ready)
      implements ClusterFact {
    public EndpointsSeen {
      ready = List.copyOf(ready);
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
      return announceGap(
          next.withEvent(
              at, Tone.NEUTRAL, "DNS now answers " + Event.count(answer.ips().size(), "address")));
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
}
