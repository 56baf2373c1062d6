package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.EndpointsSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.SessionFact.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A cluster whose headless name this JVM can look up by itself: its addresses stand in the file of
 * {@code -Djdk.net.hosts.file}.
 */
final class HostsCluster implements Cluster {
  private final Cluster owner;
  private final ClusterInfo info;
  private final Path hosts;

  HostsCluster(Cluster owner, Path hosts) {
    this.owner = owner;
    this.hosts = hosts;
    ClusterInfo of = owner.info();
    Origin origin = of.origin();
    this.info =
        new ClusterInfo(
            new Origin(
                origin.title(),
                origin.why(),
                origin.unasked(),
                origin.context(),
                origin.server(),
                true),
            of.namespace(),
            of.deployment(),
            of.headlessName(),
            of.clusterIpName(),
            of.podPort(),
            of.clusterIpPort());
  }

  @Override
  public void start(Consumer<? super Fact> sink) throws IOException {
    owner.start(
        fact -> {
          sink.accept(fact);
          if (fact instanceof EndpointsSeen seen && seen.service() == ServiceKind.HEADLESS) {
            write(seen, sink);
          }
        });
  }

  /** In one step, because the JDK may read it at any time. */
  private void write(EndpointsSeen seen, Consumer<? super Fact> sink) {
    String lines =
        seen.ready().stream()
            .map(address -> address.ip() + " " + info.headlessName() + "\n")
            .collect(Collectors.joining());
    try {
      Path next = hosts.resolveSibling(hosts.getFileName() + ".next");
      Files.writeString(next, lines);
      Files.move(next, hosts, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      sink.accept(new Trouble(seen.at(), "writing " + hosts, e.toString()));
    }
  }

  Address address(String ip) {
    return new Address(ip, info.podPort());
  }

  @Override
  public ClusterInfo info() {
    return info;
  }

  @Override
  public Optional<Action.OnCluster> apply(Action.OnCluster action) throws RefusedException {
    return owner.apply(action);
  }

  @Override
  public NameLookup names() {
    return owner.names();
  }

  @Override
  public Route.Finder reach() {
    return owner.reach();
  }

  @Override
  public void close() {
    owner.close();
  }
}
