package dev.roundabout.viz.cluster.kubernetes.fake;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything that a fake cluster is made of, wired and running. */
final class Machinery implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(vertxOptions());
  private final Ips ips = new Ips();
  private final Names names = new Names(new Random());
  private final PodFaults faults = new PodFaults();
  private final ResourceTypes types = new ResourceTypes();
  private final AtomicInteger sliceSize = new AtomicInteger(100);
  private final Access access;
  private final ObjectStore store;
  private final Typed typed;
  private final Quota quota;
  private final Watches watches;
  private final PodLogs logs;
  private final ClusterDns dns;
  private final Containers containers;
  private final PortForwards forwards;
  private final Gatekeeper gate;
  private final Answering answering;
  private final ApiServer server;
  private final Kubelet kubelet;
  private final Furniture furniture;
  private final ControlLoop loop;

  Machinery(Clock clock, Gatekeeper.Tokens tokens, Optional<Certificate> certificate) {
    store = new ObjectStore(clock);
    typed = new Typed(store);
    access = new Access();
    quota = new Quota(store);
    Admission admission = new Admission(store, names, ips, quota);
    furniture = new Furniture(admission, store);
    Deletion deletion = new Deletion(store);
    Events events = new Events(typed);
    watches = new Watches(store, vertx, this::isSilent);
    logs = new PodLogs(store, vertx);
    dns = new ClusterDns(vertx, new DnsRecords(typed));
    containers = new Containers(store, dns.address());
    forwards = new PortForwards(vertx, containers);
    gate = new Gatekeeper(tokens, access);
    answering = new Answering(gate);
    Routing routing =
        new Routing(
            gate,
            answering,
            new Discovery(types, "v1.32.0"),
            new AccessReviews(access),
            new ObjectRequests(store, types, admission, deletion),
            watches,
            forwards,
            logs);
    server = new ApiServer(vertx, routing, certificate);
    kubelet = new Kubelet(typed, containers, ips, faults, events, this::wake);
    loop =
        new ControlLoop(
            List.of(
                new GarbageCollector(store, deletion),
                new DeploymentController(typed, events),
                new ReplicaSetController(typed, admission, deletion, names, events),
                new JobController(typed, admission, names, events),
                kubelet,
                new EndpointSliceController(typed, names, sliceSize::get)));
    var unused = store.listen(change -> wake());
    server.up();
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(2)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private boolean isSilent() {
    return server.isSilent();
  }

  void wake() {
    loop.wake();
  }

  /** Runs a task on the controllers' thread. */
  void run(Runnable task) {
    loop.execute(task);
  }

  Furniture furniture() {
    return furniture;
  }

  ObjectStore store() {
    return store;
  }

  Typed typed() {
    return typed;
  }

  ResourceTypes types() {
    return types;
  }

  Access access() {
    return access;
  }

  Gatekeeper gate() {
    return gate;
  }

  Answering answering() {
    return answering;
  }

  Quota quota() {
    return quota;
  }

  Ips ips() {
    return ips;
  }

  PodFaults faults() {
    return faults;
  }

  Watches watches() {
    return watches;
  }

  PodLogs logs() {
    return logs;
  }

  ClusterDns dns() {
    return dns;
  }

  Containers containers() {
    return containers;
  }

  PortForwards forwards() {
    return forwards;
  }

  ApiServer server() {
    return server;
  }

  Kubelet kubelet() {
    return kubelet;
  }

  void sliceSize(int most) {
    sliceSize.set(most);
    wake();
  }

  @Override
  public void close() {
    loop.close();
    server.close();
    containers.close();
    dns.close();
    ApiServer.await(vertx.close());
    if (!loop.failures().isEmpty()) {
      throw new IllegalStateException("the fake cluster has a bug", loop.failures().get(0));
    }
  }
}
