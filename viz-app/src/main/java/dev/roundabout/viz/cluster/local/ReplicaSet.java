package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.DeploymentSeen;
import dev.roundabout.viz.model.ClusterFact.PodGone;
import dev.roundabout.viz.model.ClusterFact.PodSeen;
import dev.roundabout.viz.model.Pod.Phase;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps as many pods as the Deployment asks for. A terminating pod does not count, so that its
 * replacement comes at once.
 *
 * <p>Replaces them all as a Deployment's rolling update does by default ({@code
 * pkg/controller/deployment/rolling.go}): a quarter more pods than asked for, rounded up, and a
 * quarter fewer ready ones, rounded down. On {@code local-cluster} only.
 */
final class ReplicaSet implements LocalPod.Owner {
  private final World world;
  private final PodNames names;
  private final EndpointSlices slices;
  private final Map<String, LocalPod> pods = new LinkedHashMap<>();

  /** Pods that the rolling update has not replaced yet. */
  private final Set<LocalPod> outdated = new HashSet<>();

  private final Nodes nodes = new Nodes();
  private final Eviction eviction = new Eviction(nodes);
  private int desired;
  private long created;
  private Optional<DeploymentSeen> reported = Optional.empty();

  ReplicaSet(World world, PodNames names, EndpointSlices slices) {
    this.world = world;
    this.names = names;
    this.slices = slices;
  }

  /** The pods that are there already when somebody first looks. */
  void begin(int replicas) {
    desired = replicas;
    reportDeployment();
    for (int i = 0; i < replicas; i++) {
      create(Delays.none());
    }
  }

  /**
   * Creates what is missing, or removes what is too many.
   *
   * @return how many were asked for before
   */
  int scale(int replicas) {
    int before = desired;
    desired = replicas;
    reportDeployment();
    roll();
    return before;
  }

  /** How many are asked for. */
  int desired() {
    return desired;
  }

  /** Replaces every pod, a few at a time; returns at once. */
  void restart() {
    names.renew();
    outdated.addAll(active());
    roll();
  }

  /** Evicts the pods from a node, one after another; returns at once. */
  void drain(String node, boolean hard) throws RefusedException {
    List<LocalPod> there = active().stream().filter(pod -> pod.node().equals(node)).toList();
    if (there.isEmpty()) {
      throw new RefusedException("no pod of this Deployment stands on node " + node);
    }
    eviction.begin(node, there, hard);
    evict();
  }

  private void evict() {
    eviction.step(ready() >= desired);
    roll();
  }

  private int ready() {
    return (int) pods.values().stream().filter(pod -> pod.phase() == Phase.READY).count();
  }

  private void roll() {
    outdated.removeIf(pod -> !pod.isActive());
    if (outdated.isEmpty()) {
      reconcile();
      return;
    }
    int fresh = active().size() - outdated.size();
    int room = desired + (desired + 3) / 4 - active().size();
    for (int missing = Math.min(room, desired - fresh); missing > 0; missing--) {
      create(world.delays());
    }
    List<LocalPod> active = active();
    long starting =
        active.stream()
            .filter(pod -> !outdated.contains(pod) && pod.phase() != Phase.READY)
            .count();
    long spare = active.size() - (desired - desired / 4) - starting;
    outdated.stream()
        .sorted(Comparator.comparing(LocalPod::candidate, ScaleDown.ORDER))
        .limit(Math.max(0, spare))
        .toList()
        .forEach(this::remove);
  }

  /** Pods that are not ending. */
  List<LocalPod> active() {
    return pods.values().stream().filter(LocalPod::isActive).toList();
  }

  private void reconcile() {
    List<LocalPod> active = active();
    for (int missing = desired - active.size(); missing > 0; missing--) {
      create(world.delays());
    }
    active.stream()
        .sorted(Comparator.comparing(LocalPod::candidate, ScaleDown.ORDER))
        .limit(Math.max(0, active.size() - desired))
        .forEach(this::remove);
  }

  private void create(Delays start) {
    LocalPod pod = new LocalPod(world, start, this, names.next(), created++);
    pods.put(pod.name(), pod);
    pod.begin();
  }

  private void remove(LocalPod pod) {
    try {
      pod.delete(false);
    } catch (RefusedException impossible) {
      throw new IllegalStateException("only active pods are removed", impossible);
    }
  }

  /** Deletes a pod; another one takes its place. */
  void delete(String name) throws RefusedException {
    find(name).delete(false);
    roll();
  }

  /** The container of a pod dies. */
  void kill(String name) throws RefusedException {
    find(name).kill();
  }

  /** The server of a pod is frozen, or goes on. */
  void freeze(String name, boolean frozen) throws RefusedException {
    find(name).freeze(frozen);
  }

  private LocalPod find(String name) throws RefusedException {
    LocalPod pod = pods.get(name);
    if (pod == null) {
      throw new RefusedException("there is no pod " + name + "; it may have ended meanwhile");
    }
    return pod;
  }

  /** Where the ready pods serve, oldest first. */
  List<Address> endpoints() {
    return pods.values().stream().flatMap(pod -> pod.endpoint().stream()).toList();
  }

  @Override
  public String schedule() {
    return nodes.place(active().stream().map(LocalPod::node).toList());
  }

  @Override
  public void changed(LocalPod pod) {
    world.reports().accept(new PodSeen(world.reports().now(), pod.pod()));
    podsChanged();
  }

  @Override
  public void gone(LocalPod pod) {
    pods.remove(pod.name());
    world.reports().accept(new PodGone(world.reports().now(), pod.name()));
    podsChanged();
  }

  private void podsChanged() {
    reportDeployment();
    if (!outdated.isEmpty()) {
      world.loop().execute(this::roll);
    }
    if (eviction.isUnderWay()) {
      world.loop().execute(this::evict);
    }
    slices.podsChanged(this::endpoints);
  }

  private void reportDeployment() {
    int ready = ready();
    boolean same =
        reported.filter(seen -> seen.desired() == desired && seen.ready() == ready).isPresent();
    if (!same) {
      DeploymentSeen seen = new DeploymentSeen(world.reports().now(), desired, ready);
      reported = Optional.of(seen);
      world.reports().accept(seen);
    }
  }

  /** For the end of the cluster; after {@code local-cluster} has ended. */
  CompletableFuture<Void> crash() {
    return CompletableFuture.allOf(
        pods.values().stream().map(LocalPod::crash).toArray(CompletableFuture<?>[]::new));
  }
}
