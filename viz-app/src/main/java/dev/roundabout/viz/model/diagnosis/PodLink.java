package dev.roundabout.viz.model.diagnosis;

import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.PodLane.Reached;
import dev.roundabout.viz.model.PodLane.Wait;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Stage;
import dev.roundabout.viz.model.Waits;
import dev.roundabout.viz.model.pasted.PastedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A link of the chain from a ready pod to its first request, as one client stands to it.
 *
 * @param at when it was reached; empty where it was not
 * @param words why it was not, where it is the first that was not
 * @param check a line for a terminal by which anybody can check it; empty where there is none
 */
public record PodLink(Stage stage, Optional<Instant> at, String words, String check) {
  private static final List<Stage> HEADLESS =
      List.of(
          Stage.READY,
          Stage.IN_ENDPOINTS,
          Stage.IN_DNS,
          Stage.RESOLVED,
          Stage.CONNECTING,
          Stage.CONNECTED,
          Stage.FIRST_REQUEST);

  public boolean isReached() {
    return at.isPresent();
  }

  /**
   * The chain of a pod, in the order in which its links are reached; empty where nothing is known
   * of the pod.
   *
   * @param pod full name
   * @param client from 1
   */
  public static List<PodLink> of(Snapshot snapshot, String pod, int client) {
    return snapshot
        .propagation()
        .lane(pod)
        .map(lane -> of(snapshot, lane, client))
        .orElse(List.of());
  }

  private static List<PodLink> of(Snapshot snapshot, PodLane lane, int client) {
    List<PodLink> links = new ArrayList<>();
    boolean told = false;
    List<Stage> stages = stages(snapshot.client().settings(), client);
    for (Stage stage : stages) {
      if (isPassed(lane, client, stages, stage)) {
        continue;
      }
      Optional<Instant> at = lane.reached(stage, client).map(Reached::at);
      String words = at.isPresent() || told ? "" : missing(snapshot, lane, client);
      told |= at.isEmpty();
      links.add(new PodLink(stage, at, words, check(snapshot, lane.pod(), stage)));
    }
    return List.copyOf(links);
  }

  /** Not seen, and behind it all the same: a later one was reached. */
  private static boolean isPassed(PodLane lane, int client, List<Stage> stages, Stage stage) {
    return lane.reached(stage, client).isEmpty()
        && stages.stream()
            .filter(later -> later.compareTo(stage) > 0)
            .anyMatch(later -> lane.reached(later, client).isPresent());
  }

  /**
   * A client that is told by the API asks no DNS, and behind a ClusterIP it has no pod's address.
   */
  private static List<Stage> stages(Settings settings, int client) {
    List<Stage> stages = new ArrayList<>(HEADLESS);
    if (settings.resolving().modeOf(client) == ResolverMode.WATCH_ENDPOINTS) {
      stages.remove(Stage.IN_DNS);
    }
    if (settings.service() == ServiceKind.CLUSTER_IP) {
      stages.removeAll(List.of(Stage.IN_DNS, Stage.RESOLVED, Stage.CONNECTING));
    }
    return stages;
  }

  private static String missing(Snapshot snapshot, PodLane lane, int client) {
    Optional<Wait> wait = Waits.of(snapshot, lane, client);
    String why = wait.map(Wait::words).orElse("");
    boolean resolves = wait.filter(next -> next.next() == Stage.RESOLVED).isPresent();
    return resolves
        ? why
            + snapshot
                .client()
                .resolution(client)
                .flatMap(resolution -> resolution.at())
                .map(at -> ", last answered " + ago(at, snapshot.at()))
                .orElse("")
        : why;
  }

  private static String ago(Instant at, Instant now) {
    return Event.seconds(Duration.between(at, now)) + " ago";
  }

  /** Nobody but this program can ask the embedded cluster. */
  private static String check(Snapshot snapshot, String pod, Stage stage) {
    ClusterInfo info = snapshot.cluster().info();
    if (info.origin().isEmbedded()) {
      return "";
    }
    PastedLine line = PastedLine.of(info.origin());
    ServiceKind service = snapshot.client().settings().service();
    String[] name = info.nameOf(service).split("\\.", 3);
    String namespace = name.length > 1 ? name[1] : info.namespace();
    String port = String.valueOf(info.podPort());
    return switch (stage) {
      case READY -> line.kubectlIn(info.namespace(), "get", "pod", pod, "-o", "wide");
      case IN_ENDPOINTS ->
          line.kubectlIn(
              namespace, "get", "endpointslices", "-l", "kubernetes.io/service-name=" + name[0]);
      case IN_DNS -> line.shell().line(List.of("dig", "+short", info.nameOf(service)));
      case CONNECTED, FIRST_REQUEST ->
          line.kubectlIn(info.namespace(), "port-forward", "pod/" + pod, port + ":" + port);
      case RESOLVED, CONNECTING -> "";
      default -> throw new IllegalArgumentException("no link of the chain: " + stage);
    };
  }
}
