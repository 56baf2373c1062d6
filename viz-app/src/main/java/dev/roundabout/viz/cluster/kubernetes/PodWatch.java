package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.ClusterFact.PodGone;
import dev.roundabout.viz.model.ClusterFact.PodSeen;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports the pods, each change once, and keeps the book of them. */
final class PodWatch implements Observer<Pod> {
  /** A pod that is not ready after this time says why; before, it is just starting. */
  static final Duration SLOW = Duration.ofSeconds(10);

  private record Known(Pod object, PodSeen reported) {}

  private final Reports reports;
  private final PodBook book;
  private final PodTroubles troubles;
  private final PodHelp help;
  private final Map<String, Known> pods = new LinkedHashMap<>();
  private final FrozenPods frozen = new FrozenPods();
  private boolean ipv6;
  private boolean listed;

  PodWatch(Reports reports, PodBook book, PodTroubles troubles, PodHelp help) {
    this.reports = reports;
    this.book = book;
    this.troubles = troubles;
    this.help = help;
  }

  @Override
  public void seen(Pod pod) {
    PodReading reading = new PodReading(pod);
    Optional<Known> before = Optional.ofNullable(pods.get(reading.name()));
    if (before.filter(known -> !uid(known.object()).equals(uid(pod))).isPresent()) {
      gone(before.get().object()); // a StatefulSet gives a name again
      before = Optional.empty();
    }
    PodSeen seen = read(reading, before.map(Known::reported));
    pods.put(reading.name(), new Known(pod, seen));
    book.pod(reading.name(), reading.hasEnded() ? List.of() : reading.ips());
    boolean same =
        before.map(known -> known.reported().pod()).filter(seen.pod()::equals).isPresent();
    if (!same) {
      reports.accept(seen);
    }
  }

  private static String uid(Pod pod) {
    return String.valueOf(pod.getMetadata().getUid());
  }

  private PodSeen read(PodReading reading, Optional<PodSeen> before) {
    Instant now = reports.now();
    Optional<Instant> apiAt = reading.phaseAt();
    Optional<Instant> until = frozen.until(reading.name(), reading.restarts(), now);
    Instant since =
        before
            .filter(seen -> seen.pod().phase() == reading.phase())
            .map(seen -> seen.pod().since())
            .orElseGet(() -> listed ? now : apiAt.filter(now::isAfter).orElse(now));
    String note =
        until
            .map(PodWatch::frozenNote)
            .orElseGet(() -> note(reading, Duration.between(since, now)));
    boolean helpless = note.isEmpty() || until.isPresent();
    return new PodSeen(
        now,
        new dev.roundabout.viz.model.Pod(
            reading.name(),
            ip(reading.ips()),
            reading.phase(),
            reading.node(),
            reading.restarts(),
            since,
            until.isPresent(),
            note,
            helpless ? "" : help.of(reading)),
        apiAt,
        reading.times());
  }

  /** The address by which the Services know it: pods may have one of each family. */
  private Optional<String> ip(List<String> ips) {
    return ips.stream()
        .filter(ip -> (ip.indexOf(':') >= 0) == ipv6)
        .findFirst()
        .or(() -> ips.stream().findFirst());
  }

  private String note(PodReading reading, Duration age) {
    String own = reading.trouble();
    return switch (reading.phase()) {
      case PENDING, CREATING, STARTING ->
          age.compareTo(SLOW) < 0
              ? ""
              : troubles
                  .of(reading.name())
                  .map(event -> own.isEmpty() ? event : own + "; " + event)
                  .orElse(own);
      default -> own;
    };
  }

  @Override
  public void gone(Pod pod) {
    String name = pod.getMetadata().getName();
    if (pods.remove(name) != null) {
      book.gone(name);
      troubles.forget(name);
      frozen.forget(name);
      reports.accept(new PodGone(reports.now(), name));
    }
  }

  @Override
  public void listed() {
    listed = true;
  }

  /** The server in it was frozen from here. */
  void frozen(String name, Instant until) {
    Optional.ofNullable(pods.get(name))
        .ifPresent(
            known -> {
              frozen.add(name, until, known.reported().pod().restarts());
              seen(known.object());
            });
  }

  private static String frozenNote(Instant until) {
    return "is frozen until "
        + until.truncatedTo(ChronoUnit.SECONDS)
        + ": it accepts and never answers; its probes go unanswered, so that Kubernetes takes it"
        + " out of its EndpointSlices and then restarts it";
  }

  /** Reads all of them again: time has passed, or an Event came. */
  void refresh() {
    List.copyOf(pods.values()).forEach(known -> seen(known.object()));
  }

  /** The Services' endpoints are of this family. */
  void family(boolean isIpv6) {
    if (ipv6 != isIpv6) {
      ipv6 = isIpv6;
      refresh();
    }
  }

  /** Other pods are looked at from now on. */
  void clear() {
    List.copyOf(pods.values()).forEach(known -> gone(known.object()));
    listed = false;
  }
}
