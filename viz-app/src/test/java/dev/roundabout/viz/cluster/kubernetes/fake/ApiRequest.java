package dev.roundabout.viz.cluster.kubernetes.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request for objects, as its path names them (kubernetes.io, "Kubernetes API Concepts").
 *
 * @param namespace empty where the path has none
 * @param name empty where it is about a collection
 * @param subresource empty where there is none, e.g. {@code scale}
 * @param query the first value of each parameter
 */
record ApiRequest(
    String method,
    String group,
    String version,
    String namespace,
    String plural,
    String name,
    String subresource,
    Map<String, String> query,
    String contentType,
    String body) {

  /** Reads a path below {@code /api} or {@code /apis}; empty where it names no resource. */
  static Optional<ApiRequest> parse(
      String method, String path, Map<String, String> query, String contentType, String body) {
    List<String> parts = List.of(path.replaceAll("^/+|/+$", "").split("/+"));
    boolean core = parts.get(0).equals("api");
    int base = core ? 2 : 3;
    if (!core && !parts.get(0).equals("apis") || parts.size() <= base) {
      return Optional.empty();
    }
    List<String> rest = parts.subList(base, parts.size());
    boolean inNamespace = rest.size() >= 3 && rest.get(0).equals("namespaces");
    List<String> what = inNamespace ? rest.subList(2, rest.size()) : rest;
    return Optional.of(
        new ApiRequest(
            method,
            core ? "" : parts.get(1),
            parts.get(base - 1),
            inNamespace ? rest.get(1) : "",
            what.get(0),
            what.size() > 1 ? what.get(1) : "",
            what.size() > 2 ? what.get(2) : "",
            query,
            contentType,
            body));
  }

  String parameter(String key) {
    return query.getOrDefault(key, "");
  }

  boolean isWatch() {
    return method.equals("GET") && List.of("true", "1").contains(parameter("watch"));
  }

  /** The verb that a role must allow (kubernetes.io, "Authorization Overview"). */
  String verb() {
    return switch (method) {
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
      default -> isWatch() ? "watch" : name.isEmpty() ? "list" : "get";
    };
  }

  /** The resource that a role must allow, e.g. {@code deployments/scale}. */
  String resource() {
    return subresource.isEmpty() ? plural : plural + "/" + subresource;
  }
}
