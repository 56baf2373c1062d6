package dev.roundabout.viz.model.diagnosis;

import static dev.roundabout.viz.model.Event.count;
import static dev.roundabout.viz.model.Event.seconds;

import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.diagnosis.Finding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who gets how much, and why. */
final class SpreadFindings {
  /** A share that is so much over an equal one is worth a word. */
  private static final double TOLERANCE = 0.1;

  /** Fewer requests than that for each pod cannot be spread evenly. */
  private static final double ENOUGH = 10;

  private SpreadFindings() {}

  static Stream<Finding> of(Picture picture) {
    return Stream.of(
            paused(picture),
            oneConnection(picture),
            pickFirst(picture),
            streams(picture),
            uneven(picture),
            even(picture),
            Optional.of(nothing(picture)))
        .flatMap(Optional::stream);
  }

  private static Optional<Finding> paused(Picture picture) {
    boolean still = !picture.settings.running() && picture.span.isSecond();
    if (!still || picture.flows() || picture.ready.isEmpty()) {
      return Optional.empty();
    }
    String since =
        picture.span.isPast()
            ? "The last request was sent " + seconds(picture.since(picture.span.to())) + " ago; "
            : "";
    return Optional.of(
        new Finding(
            Kind.PAUSED,
            "The load is paused.",
            ClusterFindings.sentence(since + "connections stay open meanwhile"),
            List.of(Remedy.RESUME),
            List.of()));
  }

  /** Whether what is shown was counted and not only looked at for a second. */
  private static boolean counts(Picture picture) {
    return !picture.span.isSecond() && picture.span.sent() > 0;
  }

  private static boolean shows(Picture picture) {
    return counts(picture) || picture.flows();
  }

  private static Optional<Finding> oneConnection(Picture picture) {
    boolean applies =
        picture.settings.service() == ServiceKind.CLUSTER_IP
            && !(picture.settings.load() instanceof Load.NewConnection);
    if (!applies || !shows(picture) || got(picture).isEmpty() || !someGetNone(picture)) {
      return Optional.empty();
    }
    int clients = picture.settings.clients();
    List<PodRow> none = picture.ready.stream().filter(row -> row.count() == 0).toList();
    boolean scaled = NewPodFindings.isAutoscaled(picture, none);
    return Optional.of(
        new Finding(
            scaled ? Kind.AUTOSCALED_IDLE : Kind.ONE_CONNECTION,
            scaled ? NewPodFindings.added(none) : concentrated(picture),
            "Behind a ClusterIP kube-proxy chooses a pod for each connection, not for each call,"
                + " and "
                + (clients == 1
                    ? "gRPC keeps its one."
                    : "each of the " + clients + " clients has one."),
            List.of(Remedy.USE_HEADLESS),
            evidence(picture)));
  }

  private static Optional<Finding> pickFirst(Picture picture) {
    boolean applies =
        picture.settings.service() == ServiceKind.HEADLESS
            && picture.settings.policy() == LbPolicy.PICK_FIRST;
    if (!applies || !shows(picture) || got(picture).isEmpty() || !someGetNone(picture)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.PICK_FIRST,
            concentrated(picture),
            "pick_first connects to the first address that answers and stays with it.",
            List.of(Remedy.USE_ROUND_ROBIN),
            evidence(picture)));
  }

  private static boolean someGetNone(Picture picture) {
    return picture.ready.stream().anyMatch(row -> row.count() == 0);
  }

  /** Pods that got something in the span, the most first. */
  private static List<PodRow> got(Picture picture) {
    return picture.rows.stream()
        .filter(row -> row.count() > 0)
        .sorted(Comparator.comparingDouble(PodRow::count).reversed())
        .toList();
  }

  private static String concentrated(Picture picture) {
    List<PodRow> got = got(picture);
    CountedSpan span = picture.span;
    if (got.size() > 1) {
      return "%s are ready, %d get requests."
          .formatted(count(picture.ready.size(), "pod"), got.size());
    }
    String name = got.get(0).pod().shortName();
    return span.isSecond()
        ? "All requests go to one pod of %d: %s.".formatted(picture.ready.size(), name)
        : "All %s requests went to one pod of %d: %s."
            .formatted(number(span.total()), picture.ready.size(), name);
  }

  private static List<Basis> evidence(Picture picture) {
    List<Basis> evidence = new ArrayList<>();
    picture.ready.forEach(
        row ->
            evidence.add(
                Basis.of(
                    "%s got %s of %s (%s)"
                        .formatted(
                            row.pod().shortName(),
                            number(row.count()),
                            number(picture.span.total()),
                            picture.span.words(picture.now())))));
    return evidence;
  }

  private static Optional<Finding> streams(Picture picture) {
    List<PodRow> without = picture.serving.stream().filter(row -> row.streams() == 0).toList();
    int open = picture.rows.stream().mapToInt(PodRow::streams).sum();
    int with = (int) picture.rows.stream().filter(row -> row.streams() > 0).count();
    if (open < picture.ready.size() || without.isEmpty() || with == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.STREAMS_STICK,
            "%s stay on %s; %s %s none."
                .formatted(
                    count(open, "open stream"),
                    count(with, "pod"),
                    Picture.named(without),
                    without.size() == 1 ? "has" : "have"),
            "A stream is one call: it stays on its connection until it ends, whatever the policy.",
            List.of(Remedy.FEWER_STREAMS),
            picture.rows.stream()
                .map(row -> Basis.of(row.pod().shortName() + ": " + count(row.streams(), "stream")))
                .toList()));
  }

  private static Optional<Finding> uneven(Picture picture) {
    List<PodRow> got = got(picture);
    int pods = picture.serving.size();
    boolean enough = picture.span.total() >= ENOUGH * Math.max(1, pods);
    if (!shows(picture) || pods < 2 || !enough || got.get(0).share() <= (1 + TOLERANCE) / pods) {
      return Optional.empty();
    }
    PodRow most = got.get(0);
    return Optional.of(
        new Finding(
            Kind.UNEVEN,
            "%s get requests, and not the same: %s the most."
                .formatted(count(got.size(), "pod"), most.pod().shortName()),
            "%s of %s: %s"
                .formatted(
                    String.format(Locale.ROOT, "%.0f %%", most.share() * 100),
                    picture.span.words(picture.now()),
                    cause(picture)),
            List.of(),
            evidence(picture)));
  }

  private static String cause(Picture picture) {
    if (picture.settings.switches().contains(GrpcSwitch.RANDOM_SUBSETTING)) {
      return "each client connects to 2 pods, chosen at random.";
    }
    if (picture.settings.load() instanceof Load.NewConnection) {
      return "each call has a connection of its own, and each was given a pod by chance.";
    }
    if (!picture.spreads()) {
      return "each client has one connection, and some pods were given more of them.";
    }
    return picture.span.isSecond()
        ? "a connection was READY before the others, or was given their turns."
        : "calls that waited went to the connections that were READY first.";
  }

  private static Optional<Finding> even(Picture picture) {
    int pods = picture.serving.size();
    if (!shows(picture) || pods < 1 || got(picture).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.EVEN,
            shared(picture, pods),
            picture.spreads()
                ? "round_robin gives each READY connection a call in its turn."
                : "Each of the clients' connections leads to a pod of its own.",
            picture.spreads() && picture.snapshot.propagation().changes().isEmpty()
                ? List.of(Remedy.SCALE_UP)
                : List.of(),
            evidence(picture)));
  }

  private static String shared(Picture picture, int pods) {
    if (pods == 1) {
      return "The one pod that is ready gets every request.";
    }
    if (picture.span.isSecond()) {
      return "%d pods share the requests evenly.".formatted(pods);
    }
    return "%d pods shared %s requests: %s each."
        .formatted(pods, number(picture.span.total()), number(picture.span.total() / pods));
  }

  private static Finding nothing(Picture picture) {
    String why =
        picture.serving.isEmpty()
            ? "The client is not connected to a pod yet."
            : "The client is connected to " + count(picture.serving.size(), "pod") + ".";
    return new Finding(Kind.NOTHING_SENT, "No request was sent yet.", why, List.of(), List.of());
  }

  private static String number(double requests) {
    return String.format(Locale.ROOT, "%,d", Math.round(requests));
  }
}
