package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.ClusterFact.ApiEventSeen;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reports the Events of the Deployment, its ReplicaSets and its pods, those of before the start
 * left out. Each kind of news about one object is told once: the API repeats a probe that keeps
 * failing every few seconds.
 */
final class EventWatch implements Observer<Event> {
  private static final Set<String> SCALERS = Set.of("HorizontalPodAutoscaler", "ScaledObject");

  private final Reports reports;
  private final Rarely rarely;
  private final Faults faults;
  private final PodTroubles troubles;
  private final Runnable podTrouble;
  private final String deployment;
  private final Pattern replicaSet;
  private final Pattern pod;
  private boolean listed;

  /**
   * @param podTrouble called after a Warning about a pod was noted
   */
  EventWatch(
      String deployment,
      Reports reports,
      Rarely rarely,
      Faults faults,
      PodTroubles troubles,
      Runnable podTrouble) {
    this.deployment = deployment;
    this.reports = reports;
    this.rarely = rarely;
    this.faults = faults;
    this.troubles = troubles;
    this.podTrouble = podTrouble;
    String quoted = Pattern.quote(deployment);
    this.replicaSet = Pattern.compile(quoted + "-[a-z0-9]+");
    this.pod = Pattern.compile(quoted + "-[a-z0-9]+-[a-z0-9]{5}");
  }

  @Override
  public void seen(Event event) {
    ObjectReference about = event.getInvolvedObject();
    if (about == null || !isOurs(about)) {
      return;
    }
    boolean warning = "Warning".equals(event.getType());
    if (warning && "Pod".equals(about.getKind())) {
      troubles.put(about.getName(), text(event.getMessage()));
      podTrouble.run();
    }
    boolean isNews = warning || !"Pod".equals(about.getKind());
    if (listed && isNews) {
      report(event, about, warning);
    }
  }

  private boolean isOurs(ObjectReference about) {
    String name = text(about.getName());
    return switch (text(about.getKind())) {
      case "Deployment" -> name.equals(deployment);
      case "ReplicaSet" -> replicaSet.matcher(name).matches();
      case "Pod" -> pod.matcher(name).matches();
      default -> SCALERS.contains(about.getKind()) && name.endsWith(deployment);
    };
  }

  private void report(Event event, ObjectReference about, boolean warning) {
    String what = about.getKind() + " " + about.getName();
    String reason = text(event.getReason());
    if (warning && !rarely.isDue(what + reason)) {
      return;
    }
    reports.accept(
        new ApiEventSeen(
            reports.now(),
            time(event),
            warning,
            what,
            reason,
            faults.withNextStep(text(event.getMessage()))));
  }

  private static Optional<Instant> time(Event event) {
    return Stream.of(
            Optional.ofNullable(event.getLastTimestamp()),
            Optional.ofNullable(event.getEventTime()).map(MicroTime::getTime),
            Optional.ofNullable(event.getFirstTimestamp()))
        .flatMap(Optional::stream)
        .flatMap(time -> Times.parse(time).stream())
        .findFirst();
  }

  @SuppressWarnings("NullAway") // every field of an Event may be absent
  private static String text(String field) {
    return Objects.requireNonNullElse(field, "");
  }

  @Override
  public void gone(Event event) {
    // Events go after an hour; what they told stays true
  }

  @Override
  public void listed() {
    listed = true;
  }
}
