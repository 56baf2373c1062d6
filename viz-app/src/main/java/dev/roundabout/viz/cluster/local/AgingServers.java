package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.workload.WorkloadServer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The servers of all pods, which close connections after one and the same age: those that run
 * follow at once, those that start later begin with it. Any thread.
 */
final class AgingServers {
  private final Set<WorkloadServer> servers = new HashSet<>();
  private Optional<ConnectionAge> age = Optional.empty();

  /** A server has started. */
  synchronized void started(WorkloadServer server) {
    servers.add(server);
    apply(server);
    var unused = server.stopped().thenRun(() -> stopped(server));
  }

  private synchronized void stopped(WorkloadServer server) {
    servers.remove(server);
  }

  /**
   * @return the age before
   */
  synchronized Optional<ConnectionAge> set(Optional<ConnectionAge> next) {
    Optional<ConnectionAge> before = age;
    age = next;
    servers.forEach(this::apply);
    return before;
  }

  private void apply(WorkloadServer server) {
    server.maxConnectionAge(age.map(ConnectionAge::age), age.flatMap(ConnectionAge::grace));
  }
}
