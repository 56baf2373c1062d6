package dev.roundabout.viz.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A started cluster, and what it has reported. */
public final class Watched implements AutoCloseable {
  /** A real cluster takes its time. */
  private static final Duration PATIENCE =
      Duration.ofSeconds(Long.getLong("roundabout.test.patience", 30));

  private final Cluster cluster;
  private final List<Fact> facts = new ArrayList<>();
  private Snapshot snapshot;

  public Watched(Cluster cluster) throws IOException {
    this.cluster = cluster;
    this.snapshot = Snapshot.empty(cluster.info(), Instant.EPOCH);
    cluster.start(this::accept);
  }

  private synchronized void accept(Fact fact) {
    facts.add(fact);
    snapshot = snapshot.after(fact);
  }

  public Cluster cluster() {
    return cluster;
  }

  public synchronized Snapshot snapshot() {
    return snapshot;
  }

  public synchronized <F extends Fact> List<F> facts(Class<F> kind) {
    return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Pods that the API still has. */
  public List<Pod> pods() {
    return snapshot().cluster().seats().stream()
        .map(Seat::pod)
        .filter(pod -> pod.phase() != Pod.Phase.GONE)
        .toList();
  }

  public List<Pod> readyPods() {
    return pods().stream().filter(Pod::isReady).toList();
  }

  public Pod pod(String name) {
    return snapshot().cluster().pod(name).orElseThrow();
  }

  public List<String> names() {
    return pods().stream().map(Pod::name).toList();
  }

  public Address address(Pod pod) {
    return new Address(pod.ip().orElseThrow(), cluster.info().podPort());
  }

  public List<Address> endpoints(ServiceKind kind) {
    return snapshot().cluster().endpoints(kind);
  }

  /** The phases that a pod was reported in, repeats left out. */
  public List<Pod.Phase> phases(String name) {
    List<Pod.Phase> phases = new ArrayList<>();
    for (ClusterFact.PodSeen seen : facts(ClusterFact.PodSeen.class)) {
      Pod.Phase phase = seen.pod().phase();
      boolean same = !phases.isEmpty() && phases.get(phases.size() - 1) == phase;
      if (seen.pod().name().equals(name) && !same) {
        phases.add(phase);
      }
    }
    return phases;
  }

  /** Waits until there are just so many pods, all ready, all in the endpoints. */
  public List<Pod> awaitReady(int count) {
    eventually(
        () -> {
          assertThat(readyPods()).hasSize(count);
          assertThat(pods()).hasSize(count);
          assertThat(snapshot().cluster().ready()).isEqualTo(count);
          assertThat(endpoints(ServiceKind.HEADLESS))
              .containsExactlyInAnyOrderElementsOf(
                  readyPods().stream().map(this::address).toList());
        });
    return readyPods();
  }

  public void eventually(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).untilAsserted(assertion);
  }

  /** Closes the cluster, which must not have reported trouble. */
  @Override
  public void close() {
    cluster.close();
    assertThat(facts(SessionFact.Trouble.class)).isEmpty();
  }
}
