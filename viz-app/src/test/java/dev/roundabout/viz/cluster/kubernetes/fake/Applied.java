package dev.roundabout.viz.cluster.kubernetes.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-side apply (kubernetes.io, "Server-Side Apply"): what a manager applied is its own; a
 * field that it leaves out next time goes, and one that somebody else has changed is a conflict,
 * unless forced. Lists are taken as a whole.
 */
final class Applied {
  private static final List<String> NOT_FIELDS =
      List.of("/apiVersion", "/kind", "/metadata/name", "/metadata/namespace");

  /** Whose fields of which object. */
  private record Owner(String uid, String manager) {}

  private final Map<Owner, Map<String, JsonNode>> fields = new ConcurrentHashMap<>();

  void created(ObjectNode created, ObjectNode wanted, ApiRequest request) {
    fields.put(owner(created, request), fields(wanted));
  }

  private static Owner owner(ObjectNode object, ApiRequest request) {
    String manager = request.parameter("fieldManager");
    if (manager.isEmpty()) {
      throw ApiError.invalid(
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value");
    }
    return new Owner(object.path("metadata").path("uid").asString(""), manager);
  }

  /**
   * @throws ApiError 409 where somebody else has changed a field
   */
  ObjectNode merged(ObjectNode live, ObjectNode wanted, ApiRequest request) {
    Owner owner = owner(live, request);
    Map<String, JsonNode> before = fields.getOrDefault(owner, Map.of());
    Map<String, JsonNode> now = fields(wanted);
    if (!request.parameter("force").equals("true")) {
      checkConflicts(live, before, now);
    }
    ObjectNode merged = live.deepCopy();
    before.keySet().stream().filter(path -> !now.containsKey(path)).forEach(p -> remove(merged, p));
    now.forEach((path, value) -> parent(merged, path).set(last(path), value));
    fields.put(owner, now);
    return merged;
  }

  private static void checkConflicts(
      ObjectNode live, Map<String, JsonNode> before, Map<String, JsonNode> now) {
    List<String> conflicts = new ArrayList<>();
    now.forEach(
        (path, value) -> {
          JsonNode there = live.at(path);
          boolean untouched = there.equals(before.get(path));
          if (!there.isMissingNode() && !there.equals(value) && !untouched) {
            conflicts.add(path.replace('/', '.'));
          }
        });
    if (!conflicts.isEmpty()) {
      throw ApiError.conflict(
          "Apply failed with %d conflict%s: conflicts with \"another-manager\" using %s: %s"
              .formatted(
                  conflicts.size(),
                  conflicts.size() == 1 ? "" : "s",
                  live.path("apiVersion").asString(""),
                  String.join(", ", conflicts)));
    }
  }

  private static Map<String, JsonNode> fields(ObjectNode wanted) {
    Map<String, JsonNode> fields = new TreeMap<>();
    collect("", wanted, fields);
    fields.keySet().removeAll(NOT_FIELDS);
    return fields;
  }

  private static void collect(String path, JsonNode node, Map<String, JsonNode> into) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      object
          .properties()
          .forEach(f -> collect(path + "/" + escaped(f.getKey()), f.getValue(), into));
    } else {
      into.put(path, node);
    }
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
  }

  private static ObjectNode parent(ObjectNode object, String path) {
    String above = path.substring(0, path.lastIndexOf('/'));
    return above.isEmpty() ? object : object.withObject(above);
  }

  private static void remove(ObjectNode object, String path) {
    if (!object.at(path).isMissingNode()) {
      parent(object, path).remove(last(path));
    }
  }
}
