package dev.roundabout.viz.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One client as every panel shows it.
 *
 * @param client from 1
 * @param knows what its resolver delivered, in words
 * @param perSecond requests in the last second to pods, by gRPC's stream tracer
 * @param links to the pods, in the order of {@link PodRow#of}
 */
public record ClientRow(int client, String knows, double perSecond, List<Link> links) {

  public ClientRow {
    links = List.copyOf(links);
  }

  /**
   * How the client stands to one pod.
   *
   * @param pod full name
   * @param place of the pod
   * @param perSecond requests in the last second, by gRPC's stream tracer
   */
  public record Link(String pod, int place, Standing standing, double perSecond) {}

  /** A row for every client that the settings ask for, by number. */
  public static List<ClientRow> of(Snapshot snapshot) {
    PodIndex index = PodIndex.of(snapshot);
    Map<Integer, List<ChannelNode>> channels =
        snapshot.client().channels().stream().collect(Collectors.groupingBy(ChannelNode::client));
    return IntStream.rangeClosed(1, snapshot.client().settings().clients())
        .mapToObj(client -> of(snapshot, index, client, channels.getOrDefault(client, List.of())))
        .toList();
  }

  private static ClientRow of(
      Snapshot snapshot, PodIndex index, int client, List<ChannelNode> channels) {
    Optional<Resolution> resolution = snapshot.client().resolution(client);
    Knowledge knowledge = Knowledge.of(snapshot, index, channels, resolution.stream().toList());
    List<Link> links =
        snapshot.cluster().seats().stream()
            .map(seat -> link(snapshot.traffic().pairs(), client, seat, knowledge))
            .toList();
    return new ClientRow(
        client,
        knows(snapshot, resolution, knowledge),
        links.stream().mapToDouble(Link::perSecond).sum(),
        links);
  }

  private static Link link(Pairs pairs, int client, Seat seat, Knowledge knowledge) {
    String pod = seat.pod().name();
    return new Link(
        pod, seat.place(), knowledge.standing(seat.pod()), pairs.perSecond(client, pod));
  }

  private static String knows(
      Snapshot snapshot, Optional<Resolution> resolution, Knowledge knowledge) {
    if (resolution.flatMap(Resolution::at).isEmpty()) {
      return "has not resolved";
    }
    if (snapshot.client().settings().service() == ServiceKind.CLUSTER_IP) {
      return "knows the ClusterIP";
    }
    List<Pod> ready =
        snapshot.cluster().seats().stream().map(Seat::pod).filter(Pod::isReady).toList();
    return "knows " + ready.stream().filter(knowledge::has).count() + " of " + ready.size();
  }
}
