package dev.roundabout.viz.model.diagnosis;

import static dev.roundabout.viz.model.Event.count;

import dev.roundabout.viz.model.Connectivity;
import dev.roundabout.viz.model.Durations;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.model.Witnesses;
import dev.roundabout.viz.model.diagnosis.Finding.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls that hang or fail, and what saves the others. */
final class LossFindings {
  private static final String DEADLINE = "DEADLINE_EXCEEDED";

  private LossFindings() {}

  static Stream<Finding> of(Picture picture) {
    return Stream.of(frozen(picture), lost(picture), differing(picture)).flatMap(Optional::stream);
  }

  private static Optional<Finding> frozen(Picture picture) {
    List<PodRow> frozen =
        picture.rows.stream().filter(row -> row.standing() == Standing.FROZEN).toList();
    if (frozen.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        saviour(picture, frozen)
            .map(why -> bypassed(frozen, why))
            .orElseGet(() -> stalls(picture, frozen)));
  }

  private static Finding stalls(Picture picture, List<PodRow> frozen) {
    boolean one = frozen.size() == 1;
    boolean all = picture.settings.running() && picture.snapshot.traffic().attemptsPerSecond() == 0;
    int of = frozen.size() + picture.serving.size();
    String hangs =
        all ? (one ? " and holds up every call." : " and hold up every call.") : ": calls hang.";
    String turn =
        picture.spreads()
            ? "round_robin gives %d of %d calls to %s"
                .formatted(frozen.size(), of, one ? "it" : "them")
            : "Calls go to it";
    return new Finding(
        Kind.FROZEN_STALLS,
        Picture.named(frozen) + (one ? " is frozen" : " are frozen") + hangs,
        "%s, which takes them and never answers; nothing but the deadline of %s ends them."
            .formatted(turn, Durations.words(picture.settings.deadline())),
        List.of(Remedy.SWITCHES, Remedy.THAW),
        evidence(frozen));
  }

  private static Finding bypassed(List<PodRow> frozen, String why) {
    return new Finding(
        Kind.FROZEN_BYPASSED,
        Picture.named(frozen)
            + (frozen.size() == 1 ? " is frozen" : " are frozen")
            + ", and the others go on.",
        why,
        List.of(Remedy.THAW),
        evidence(frozen));
  }

  private static List<Basis> evidence(List<PodRow> frozen) {
    return frozen.stream()
        .map(row -> Basis.of(row.pod().shortName() + " is frozen", row.pod().since()))
        .toList();
  }

  /** What keeps the frozen pods from holding up the others; empty where nothing does. */
  private static Optional<String> saviour(Picture picture, List<PodRow> frozen) {
    if (frozen.stream().noneMatch(row -> isReady(picture, row.pod()))) {
      return Optional.of("No connection to it is READY any more, so round_robin leaves it out.");
    }
    boolean ejects = picture.settings.switches().contains(GrpcSwitch.OUTLIER_DETECTION);
    boolean othersServed = picture.flows() && picture.span.total() > 0;
    if (ejects && othersServed && frozen.stream().allMatch(row -> row.count() == 0)) {
      return Optional.of("Outlier detection left it out, because its calls failed.");
    }
    return othersServed && picture.span.failed().containsKey(DEADLINE)
        ? Optional.of(
            "The deadline of %s ends the calls to it, so that those after them get their turn."
                .formatted(Durations.words(picture.settings.deadline())))
        : Optional.empty();
  }

  private static boolean isReady(Picture picture, Pod pod) {
    return picture.snapshot.client().channels().stream()
        .flatMap(channel -> channel.subchannels().stream())
        .filter(subchannel -> subchannel.state() == Connectivity.READY)
        .flatMap(subchannel -> subchannel.connected().stream())
        .anyMatch(
            connection ->
                picture
                    .snapshot
                    .podOf(connection)
                    .map(Pod::name)
                    .filter(pod.name()::equals)
                    .isPresent());
  }

  private static Optional<Finding> lost(Picture picture) {
    Map<String, Long> failing = new TreeMap<>(picture.span.failed());
    long total = failing.values().stream().mapToLong(Long::longValue).sum();
    if (total == 0) {
      return Optional.empty();
    }
    String statuses =
        failing.entrySet().stream()
            .map(status -> status.getKey() + " " + status.getValue())
            .collect(Collectors.joining(", "));
    Optional<PodChange> cause = cause(picture);
    boolean deadline = failing.keySet().equals(Set.of(DEADLINE));
    boolean retries = picture.settings.switches().contains(GrpcSwitch.RETRY);
    return Optional.of(
        new Finding(
            Kind.CALLS_LOST,
            cause.map(change -> "Calls were lost: " + change.what() + ".").orElse("Calls fail."),
            "%s failed in %s: %s; %s"
                .formatted(
                    count(total, "call"),
                    picture.span.isSecond() ? "the last 10 s" : "this step",
                    statuses,
                    why(cause, deadline, retries)),
            deadline || retries ? List.of() : List.of(Remedy.SWITCHES),
            List.of(Basis.of(statuses))));
  }

  private static String why(Optional<PodChange> cause, boolean deadline, boolean retries) {
    if (deadline) {
      return "no answer came before their deadline.";
    }
    if (retries) {
      return "also when they were sent again.";
    }
    return cause.isPresent()
        ? "they were under way on a connection that broke."
        : "gRPC does not send a call again by itself.";
  }

  /** The newest change that lost some of them. */
  private static Optional<PodChange> cause(Picture picture) {
    return picture.snapshot.propagation().changes().stream()
        .filter(change -> !change.lost().isEmpty())
        .filter(change -> picture.isNews(change.asked()))
        .reduce((one, other) -> other);
  }

  private static Optional<Finding> differing(Picture picture) {
    Witnesses witnesses = picture.snapshot.traffic().witnesses();
    return witnesses.agree()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Kind.WITNESSES_DIFFER,
                "The counts of " + count(witnesses.differing().size(), "pod") + " differ.",
                "Channelz, the stream tracer and the answers should agree: one of them is wrong.",
                List.of(),
                witnesses.differing().stream().map(Basis::of).toList()));
  }
}
