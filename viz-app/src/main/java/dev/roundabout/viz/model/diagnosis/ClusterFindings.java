package dev.roundabout.viz.model.diagnosis;

import static dev.roundabout.viz.model.Event.count;
import static dev.roundabout.viz.model.Event.seconds;

import dev.roundabout.viz.model.ApiState;
import dev.roundabout.viz.model.ClusterState;
import dev.roundabout.viz.model.Hearing;
import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.ServiceFault;
import dev.roundabout.viz.model.SessionFact.Trouble;
import dev.roundabout.viz.model.diagnosis.Finding.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the cluster lacks. */
final class ClusterFindings {
  /** A container that died is started again at once the first time: that is no failure yet. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private ClusterFindings() {}

  static Stream<Finding> of(Picture picture) {
    return Stream.of(
            unreachable(picture),
            permission(picture),
            notThere(picture),
            failing(picture),
            noPods(picture),
            silent(picture),
            coming(picture))
        .flatMap(Optional::stream);
  }

  private static Optional<Finding> unreachable(Picture picture) {
    ClusterState cluster = picture.snapshot.cluster();
    boolean heardOf = !cluster.seats().isEmpty() || cluster.api().hearing().isPresent();
    Optional<Trouble> opening =
        picture.snapshot.troubles().stream()
            .filter(trouble -> !heardOf && trouble.what().startsWith("opening "))
            .reduce((one, other) -> other);
    Optional<Hearing> never =
        cluster.api().hearing().filter(Hearing::broken).filter(broken -> cluster.seats().isEmpty());
    return opening
        .map(Trouble::message)
        .or(() -> never.map(Hearing::why))
        .map(
            why ->
                new Finding(
                    Kind.CLUSTER_UNREACHABLE,
                    cluster.info().title() + " cannot be looked at.",
                    sentence(why),
                    List.of(Remedy.CHOOSE),
                    List.of(Basis.of("its API is at " + server(cluster)))));
  }

  private static String server(ClusterState cluster) {
    String server = cluster.info().origin().server();
    return server.isEmpty() ? "an address that is not known" : server;
  }

  private static Optional<Finding> silent(Picture picture) {
    return picture
        .snapshot
        .cluster()
        .api()
        .hearing()
        .filter(hearing -> hearing.broken() && !picture.rows.isEmpty())
        .map(
            hearing ->
                new Finding(
                    Kind.API_SILENT,
                    "The cluster's API is not heard; what is shown of its pods may be old.",
                    sentence(hearing.why()),
                    List.of(),
                    List.of(Basis.of("the API said something last", hearing.last()))));
  }

  private static Optional<Finding> permission(Picture picture) {
    ApiState api = picture.snapshot.cluster().api();
    List<MissingPermission> missing = api.missing();
    return missing.stream()
        .filter(each -> each.resource().equals("pods") && picture.rows.isEmpty())
        .findFirst()
        .map(
            pods ->
                new Finding(
                    Kind.PERMISSION_MISSING,
                    "You may not %s pods in %s, so none is shown."
                        .formatted(pods.verb(), pods.namespace()),
                    "RBAC refuses it to whoever the kubeconfig says you are.",
                    List.of(Remedy.PERMISSIONS),
                    missing.stream().map(each -> Basis.of(each.grant())).toList()));
  }

  private static Optional<Finding> notThere(Picture picture) {
    ClusterState cluster = picture.snapshot.cluster();
    Optional<Finding> namespace =
        cluster
            .api()
            .noNamespace()
            .map(
                what ->
                    lacks("There is no namespace " + cluster.info().namespace() + ".", what, ""));
    Optional<Finding> deployment =
        cluster
            .noDeployment()
            .map(what -> lacks(what + ".", "Nothing there can be scaled or called.", ""));
    return namespace
        .or(() -> deployment)
        .or(
            () ->
                cluster
                    .api()
                    .fault(picture.settings.service())
                    .map(fault -> lacks(fault.cause() + ".", next(fault), fault.command())));
  }

  private static String next(ServiceFault fault) {
    return sentence(fault.next());
  }

  private static Finding lacks(String what, String why, String line) {
    List<Basis> evidence = line.isEmpty() ? List.of() : List.of(Basis.of(line));
    Remedy remedy = line.isEmpty() ? Remedy.CHOOSE : Remedy.COPY_LINE;
    return new Finding(Kind.NOT_THERE, what, sentence(why), List.of(remedy), evidence);
  }

  private static Optional<Finding> failing(Picture picture) {
    List<PodRow> failing = picture.rows.stream().filter(row -> fails(picture, row.pod())).toList();
    if (failing.isEmpty()) {
      return Optional.empty();
    }
    Pod first = failing.get(0).pod();
    List<Basis> evidence = new ArrayList<>();
    failing.forEach(
        row ->
            evidence.add(
                Basis.of(
                    row.pod().shortName() + " is " + row.pod().phase().words(),
                    row.pod().since())));
    if (!first.help().isEmpty()) {
      evidence.add(Basis.of(first.help()));
    }
    return Optional.of(
        new Finding(
            Kind.POD_FAILS,
            Picture.named(failing) + " " + fate(first, failing.size()) + ".",
            sentence(first.note().isEmpty() ? first.phase().words() : first.note()),
            first.help().isEmpty() ? List.of() : List.of(Remedy.COPY_LINE),
            evidence));
  }

  private static boolean fails(Picture picture, Pod pod) {
    boolean lasts = picture.since(pod.since()).compareTo(PATIENCE) >= 0;
    return switch (pod.phase()) {
      case IMAGE_PULL, FAILED -> true;
      case BACK_OFF -> lasts || pod.restarts() > 1;
      case PENDING, CREATING -> lasts && !pod.note().isEmpty();
      case STARTING, READY, TERMINATING, GONE -> false;
    };
  }

  private static String fate(Pod pod, int count) {
    return switch (pod.phase()) {
      case IMAGE_PULL -> count == 1 ? "cannot get its image" : "cannot get their image";
      case BACK_OFF -> count == 1 ? "dies again and again" : "die again and again";
      case FAILED -> "failed";
      case PENDING -> "cannot be given a node";
      case CREATING, STARTING, READY, TERMINATING, GONE -> "cannot start";
    };
  }

  private static Optional<Finding> noPods(Picture picture) {
    ClusterState cluster = picture.snapshot.cluster();
    boolean known = cluster.api().missing().isEmpty() && cluster.noDeployment().isEmpty();
    if (!picture.ready.isEmpty() || cluster.desired() > 0 || !known) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.NO_PODS,
            "No pod runs.",
            "The Deployment " + cluster.info().deployment() + " asks for none.",
            List.of(Remedy.SCALE_UP),
            List.of()));
  }

  private static Optional<Finding> coming(Picture picture) {
    ClusterState cluster = picture.snapshot.cluster();
    int missing = cluster.desired() - picture.ready.size();
    if (missing <= 0) {
      return Optional.empty();
    }
    String stage =
        picture.rows.stream()
            .map(PodRow::pod)
            .filter(pod -> !pod.isReady() && pod.phase() != Pod.Phase.GONE)
            .map(pod -> pod.shortName() + ": " + pod.phase().words() + age(picture, pod))
            .limit(2)
            .reduce((one, other) -> one + ", " + other)
            .orElse("not created yet");
    return Optional.of(
        new Finding(
            Kind.PODS_COMING,
            "%d of %s %s ready."
                .formatted(
                    picture.ready.size(),
                    count(cluster.desired(), "pod"),
                    picture.ready.size() == 1 ? "is" : "are"),
            "Kubernetes starts the others: " + stage + ".",
            List.of(),
            List.of()));
  }

  private static String age(Picture picture, Pod pod) {
    return " for " + seconds(picture.since(pod.since()));
  }

  /** As a sentence, whatever it was before. */
  static String sentence(String words) {
    String text = words.strip();
    if (text.isEmpty()) {
      return text;
    }
    boolean ends = text.endsWith(".") || text.endsWith("!") || text.endsWith("?");
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (ends ? "" : ".");
  }
}
