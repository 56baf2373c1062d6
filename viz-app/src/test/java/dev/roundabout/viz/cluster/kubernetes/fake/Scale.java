package dev.roundabout.viz.cluster.kubernetes.fake;

import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The scale subresource of Deployments and ReplicaSets ({@code autoscaling/v1}). */
final class Scale {
  private Scale() {}

  static ObjectNode of(ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    ObjectNode scale = object.objectNode();
    scale.put("apiVersion", "autoscaling/v1").put("kind", "Scale");
    ObjectNode named = scale.putObject("metadata");
    for (String field :
        new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
      named.set(field, metadata.path(field));
    }
    scale.putObject("spec").put("replicas", object.path("spec").path("replicas").asInt(0));
    ObjectNode status = scale.putObject("status");
    status.put("replicas", object.path("status").path("replicas").asInt(0));
    StringJoiner selector = new StringJoiner(",");
    object
        .path("spec")
        .path("selector")
        .path("matchLabels")
        .properties()
        .forEach(label -> selector.add(label.getKey() + "=" + label.getValue().asString("")));
    status.put("selector", selector.toString());
    return scale;
  }

  /** The object with the replicas that a Scale asks for. */
  static ObjectNode set(ObjectNode object, ObjectNode scale) {
    int replicas = scale.path("spec").path("replicas").asInt(0);
    if (replicas < 0) {
      throw ApiError.invalid(
          "Scale.autoscaling \""
              + object.path("metadata").path("name").asString("")
              + "\" is invalid: spec.replicas: Invalid value: "
              + replicas
              + ": must be greater than or equal to 0");
    }
    ObjectNode scaled = object.deepCopy();
    scaled.withObject("/spec").put("replicas", replicas);
    return scaled;
  }
}
