package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.workload.DurationConverter;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/**
 * What a Deployment tells its servers of their connections' age and of freezing: environment
 * variables of the container that listens on the pods' port, or of the first one.
 */
final class ConnectionAgeEnv {
  static final String AGE = "MAX_CONNECTION_AGE";
  static final String GRACE = "MAX_CONNECTION_AGE_GRACE";
  static final String ALLOW_FREEZE = "ALLOW_FREEZE";
  private static final String ALLOW_FREEZE_FLAG = "--allow-freeze";

  private final List<Container> containers;
  private final int index;
  private final List<EnvVar> env;

  ConnectionAgeEnv(Deployment deployment, int podPort) {
    this.containers = deployment.getSpec().getTemplate().getSpec().getContainers();
    this.index =
        IntStream.range(0, containers.size())
            .filter(i -> listensOn(containers.get(i), podPort))
            .findFirst()
            .orElse(0);
    this.env = Absent.list(container().getEnv());
  }

  private static boolean listensOn(Container container, int port) {
    return Absent.stream(container.getPorts())
        .anyMatch(listed -> Objects.equals(listed.getContainerPort(), port));
  }

  private Container container() {
    return containers.get(index);
  }

  /** Of its container. */
  String image() {
    return Objects.requireNonNullElse(container().getImage(), "");
  }

  /** What its servers are told; empty for never, and where nobody can read it. */
  Optional<ConnectionAge> age() {
    return duration(AGE)
        .filter(age -> !age.isZero())
        .map(age -> new ConnectionAge(within(age), duration(GRACE)));
  }

  /** grpc-java raises an age to one second at least, too. */
  private static Duration within(Duration age) {
    Duration least = age.compareTo(ConnectionAge.MIN) < 0 ? ConnectionAge.MIN : age;
    return least.compareTo(ConnectionAge.MAX) > 0 ? ConnectionAge.MAX : least;
  }

  private Optional<Duration> duration(String name) {
    return position(name)
        .flatMap(position -> Optional.ofNullable(env.get(position).getValue()))
        .flatMap(ConnectionAgeEnv::parse);
  }

  private static Optional<Duration> parse(String text) {
    try {
      return Optional.of(new DurationConverter().convert(text));
    } catch (TypeConversionException notOurs) {
      return Optional.empty();
    }
  }

  /** Whether its servers let anybody freeze them. */
  boolean allowsFreezing() {
    boolean asked =
        Stream.of(container().getCommand(), container().getArgs())
            .flatMap(Absent::stream)
            .anyMatch(ALLOW_FREEZE_FLAG::equals);
    return asked
        || position(ALLOW_FREEZE)
            .map(position -> env.get(position).getValue())
            .filter(Boolean::parseBoolean)
            .isPresent();
  }

  /** The variable that comes from elsewhere, e.g. a ConfigMap, and so cannot be set here. */
  Optional<String> foreign() {
    return env.stream()
        .filter(variable -> variable.getValueFrom() != null)
        .map(EnvVar::getName)
        .filter(name -> name.equals(AGE) || name.equals(GRACE))
        .findFirst();
  }

  /**
   * What has to be changed, as a JSON patch (RFC 6902) that fails where the container is another
   * one meanwhile. It is empty where nothing has to.
   */
  List<Map<String, Object>> patch(Optional<ConnectionAge> next) {
    if (next.equals(age())) {
      return List.of();
    }
    String path = "/spec/template/spec/containers/" + index;
    List<Map<String, Object>> steps = new ArrayList<>();
    List<Map<String, Object>> removals = new ArrayList<>();
    if (env.isEmpty()) { // an API leaves an empty list out, and a client puts it back in
      steps.add(Map.of("op", "add", "path", path + "/env", "value", List.of()));
    }
    set(path, AGE, next.map(ConnectionAge::age), steps, removals);
    set(path, GRACE, next.flatMap(ConnectionAge::grace), steps, removals);
    // The last one first: the others keep their places.
    removals.sort((one, other) -> place(other) - place(one));
    steps.addAll(removals);
    steps.add(0, Map.of("op", "test", "path", path + "/name", "value", container().getName()));
    return steps;
  }

  private void set(
      String path,
      String name,
      Optional<Duration> value,
      List<Map<String, Object>> steps,
      List<Map<String, Object>> removals) {
    Optional<Integer> position = position(name);
    String entry = path + "/env/" + position.map(String::valueOf).orElse("-");
    if (value.isPresent()) {
      Map<String, String> variable = Map.of("name", name, "value", text(value.get()));
      steps.add(
          Map.of("op", position.isPresent() ? "replace" : "add", "path", entry, "value", variable));
    } else if (position.isPresent()) {
      removals.add(Map.of("op", "remove", "path", entry));
    }
  }

  private static int place(Map<String, Object> removal) {
    String path = String.valueOf(removal.get("path"));
    return Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
  }

  private Optional<Integer> position(String name) {
    return IntStream.range(0, env.size())
        .filter(i -> env.get(i).getName().equals(name))
        .boxed()
        .findFirst();
  }

  private static String text(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}
