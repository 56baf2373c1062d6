package dev.roundabout.viz.cluster.kubernetes.fake;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who may do what: everything, but for what was forbidden. Any thread. */
final class Access {
  static final String USER = "roundabout";

  private static final String ANY = "*";

  /**
   * What is forbidden.
   *
   * @param resource with its subresource, e.g. {@code pods/portforward}; {@code *} for all
   * @param namespace {@code *} for all
   */
  private record Denial(String verb, String resource, String namespace) {
    boolean covers(String verb, String resource, String namespace) {
      return matches(this.verb, verb)
          && matches(this.resource, resource)
          && matches(this.namespace, namespace);
    }

    private static boolean matches(String denied, String asked) {
      return denied.equals(ANY) || denied.equals(asked);
    }
  }

  private final List<Denial> denials = new CopyOnWriteArrayList<>();
  private final Set<Asked> asked = ConcurrentHashMap.newKeySet();

  void forbid(String verb, String resource, String namespace) {
    denials.add(new Denial(verb, resource, namespace));
  }

  void allowAll() {
    denials.clear();
  }

  boolean allows(String verb, String resource, String namespace) {
    return denials.stream().noneMatch(denial -> denial.covers(verb, resource, namespace));
  }

  /** What has been asked for, allowed or not. */
  Set<Asked> asked() {
    return Set.copyOf(asked);
  }

  /**
   * @throws ApiError 403 as the API words it
   */
  void check(String verb, ApiRequest request) {
    // A namespace itself is asked for in its own namespace.
    String namespace =
        request.plural().equals("namespaces") && request.namespace().isEmpty()
            ? request.name()
            : request.namespace();
    asked.add(new Asked(verb, request.group(), request.resource(), namespace));
    if (allows(verb, request.resource(), namespace)) {
      return;
    }
    String quoted = request.name().isEmpty() ? "" : " \"" + request.name() + "\"";
    String qualified =
        request.group().isEmpty() ? request.plural() : request.plural() + "." + request.group();
    String where =
        namespace.isEmpty() ? "at the cluster scope" : "in the namespace \"" + namespace + "\"";
    throw ApiError.forbidden(
        "%s%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
            .formatted(qualified, quoted, USER, verb, request.resource(), request.group(), where));
  }
}
