package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.ApiEventSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.pasted.PastedLine;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Says in words why a connection through the tunnel fails, of which its client learns no more than
 * that it was refused or reset; and says when it works again. Each cause is told once for each pod
 * until then. Any thread; nothing blocks.
 */
final class WayTroubles {
  /**
   * The connections of a pod that ends, or crashes, fail before the API says so, which it then says
   * itself: a trouble is one that is still there after this time.
   */
  static final Duration MOMENT = Duration.ofSeconds(2);

  private static final String TUNNEL = "the tunnel";
  private static final Set<Integer> TOLD_ELSEWHERE = Set.of(401, 403, 404);

  /** A node's words name ports and processes, which differ each time. */
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private record Trouble(String about, String cause) {}

  private final String check;
  private final PodBook book;
  private final Loop loop;
  private final Reports reports;
  private final Rarely rarely;
  private final Set<Trouble> suspected = new HashSet<>();
  private final Set<Trouble> told = new HashSet<>();

  /**
   * @param info of which the preflight tells more
   * @param loop for the moment in between
   */
  WayTroubles(ClusterInfo info, PodBook book, Loop loop, Reports reports) {
    this.check = "run " + PastedLine.preflight(info);
    this.book = book;
    this.loop = loop;
    this.reports = reports;
    this.rarely = new Rarely(reports::now);
    book.onGone(pod -> forget(about(pod)));
  }

  /** Listens to a stream to a port of a pod. */
  PortForwardStream.News of(String pod, int port) {
    return new PortForwardStream.News() {
      @Override
      public void spoke() {
        works(about(pod));
        works(TUNNEL);
      }

      @Override
      public void failed(String why) {
        pod(pod, why.contains("connection refused") ? nobodyListens(port) : broke(port, why));
      }
    };
  }

  private String nobodyListens(int port) {
    return "nothing listens on port "
        + port
        + " in the pod; give the Service's port with --port, or "
        + check;
  }

  private String broke(int port, String why) {
    return "the node ends connections to port " + port + ": " + why + "; " + check;
  }

  /** The API did not let a stream be opened. */
  void refused(String pod, KubernetesClientException refused) {
    int code = refused.getCode();
    if (!TOLD_ELSEWHERE.contains(code)) {
      pod(pod, "the API gets no connection to it (HTTP " + code + "); check its node, or " + check);
    }
  }

  /** Nothing was heard of the node in time. */
  void late(String pod) {
    pod(pod, "no connection to it stands in time; check its node, or " + check);
  }

  private void pod(String pod, String words) {
    fails(about(pod), words, () -> book.isToServe(pod));
  }

  /** The API could not be asked for a stream. */
  void noTunnel(String why) {
    fails(TUNNEL, "no connection can be opened: " + why, () -> true);
  }

  /** A slice lists an address that is no pod's. */
  void noPod(Address target) {
    fails(
        "Endpoint " + target,
        "it is no pod, and a tunnel leads to pods alone; start with --direct where it routes",
        () -> book.lists(target) && book.podAt(target.ip()).isEmpty());
  }

  /** A connection to the ClusterIP found nobody. */
  void noEndpoint(String service) {
    fails(
        "Service " + service,
        "its ClusterIP leads nowhere, for none of its endpoints is ready; check that it selects the"
            + " pods and that they get ready, or "
            + check,
        () -> book.proxied(ServiceKind.CLUSTER_IP).isEmpty());
  }

  /** A connection to the ClusterIP found somebody. */
  void endpoint(String service) {
    works("Service " + service);
  }

  private static String about(String pod) {
    return "Pod " + pod;
  }

  private synchronized void fails(String about, String words, BooleanSupplier stillSo) {
    Trouble trouble = new Trouble(about, NUMBER.matcher(words).replaceAll("#"));
    if (!told.contains(trouble) && suspected.add(trouble)) {
      loop.after(MOMENT, () -> judge(trouble, words, stillSo));
    }
  }

  private synchronized void judge(Trouble trouble, String words, BooleanSupplier stillSo) {
    boolean worksAgain = !suspected.remove(trouble);
    if (worksAgain || !stillSo.getAsBoolean() || !rarely.isDue(trouble.toString())) {
      return;
    }
    told.add(trouble);
    tell(trouble.about(), true, words);
  }

  private synchronized void works(String about) {
    suspected.removeIf(trouble -> trouble.about().equals(about));
    if (told.removeIf(trouble -> trouble.about().equals(about))) {
      tell(about, false, "connections stand again");
    }
  }

  private synchronized void forget(String about) {
    suspected.removeIf(trouble -> trouble.about().equals(about));
    told.removeIf(trouble -> trouble.about().equals(about));
  }

  private void tell(String about, boolean warning, String message) {
    reports.accept(
        new ApiEventSeen(reports.now(), Optional.empty(), warning, about, "port-forward", message));
  }
}
