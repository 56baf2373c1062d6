package dev.roundabout.viz.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What of the demo is in the cluster.
 *
 * @param parts every resource that <em>Deploy demo</em> makes, in its order
 * @param image that its servers run, or would run; empty while that is not known
 */
public record Demo(List<Part> parts, String image) {
  static final Demo UNKNOWN = new Demo(List.of(), "");

  public Demo {
    parts = List.copyOf(parts);
  }

  /**
   * A resource.
   *
   * @param kind as in a manifest: {@code Deployment}
   */
  public record Part(String kind, String name, State state) {}

  /** Where a resource stands. */
  public enum State {
    ABSENT,
    /** Made by Roundabout: it has the label {@code app.kubernetes.io/managed-by: roundabout}. */
    OURS,
    /** It was there already, without that label, and is left alone. */
    FOREIGN
  }

  /** Whether the demo's Deployment is not there, so that it can be made. */
  public boolean isMissing() {
    return parts.stream()
        .anyMatch(part -> part.kind().equals("Deployment") && part.state() == State.ABSENT);
  }

  /**
   * What somebody else's Services, which are looked at because they have the demo's names, may
   * cost, and the next step; a sentence for each.
   */
  public List<String> warnings(ClusterInfo info) {
    return Arrays.stream(ServiceKind.values())
        .flatMap(kind -> foreignService(kind, info).stream())
        .toList();
  }

  private Optional<String> foreignService(ServiceKind kind, ClusterInfo info) {
    String flag = kind == ServiceKind.HEADLESS ? "--headless-service" : "--service";
    return parts.stream()
        .filter(part -> part.kind().equals("Service") && part.state() == State.FOREIGN)
        .map(Part::name)
        .filter(name -> info.nameOf(kind).startsWith(name + "." + info.namespace() + "."))
        .findFirst()
        .map(
            name ->
                "Somebody else made the Service "
                    + name
                    + " in "
                    + info.namespace()
                    + ", so it is left alone and may not lead to the demo's pods: choose another"
                    + " namespace, or name a Service that does with "
                    + flag
                    + ".");
  }

  /** Whether there is anything that <em>Remove demo</em> would take away. */
  public boolean isRemovable() {
    return parts.stream().anyMatch(part -> part.state() == State.OURS);
  }
}
