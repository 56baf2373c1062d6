package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON patch (RFC 6902), merge patch (RFC 7386) and Kubernetes' strategic merge patch. */
final class Patch {
  static final String JSON = "application/json-patch+json";
  static final String MERGE = "application/merge-patch+json";
  static final String STRATEGIC = "application/strategic-merge-patch+json";
  static final String APPLY = "application/apply-patch+yaml";

  private Patch() {}

  static JsonNode read(String body) {
    try {
      return Serialization.jsonMapper().readTree(body);
    } catch (JacksonException failure) {
      throw ApiError.badRequest("error decoding the body: " + failure.getOriginalMessage());
    }
  }

  static ObjectNode readObject(String body) {
    if (read(body) instanceof ObjectNode object) {
      return object;
    }
    throw ApiError.badRequest("the body of the request is not an object");
  }

  /** The patched copy. */
  static ObjectNode apply(String contentType, ObjectNode to, String body) {
    return switch (contentType.replaceAll(";.*", "")) {
      case JSON -> json(to, read(body));
      case MERGE -> merge(to.deepCopy(), readObject(body), false);
      case STRATEGIC -> merge(to.deepCopy(), readObject(body), true);
      default -> throw ApiError.unsupportedMediaType(contentType);
    };
  }

  private static ObjectNode json(ObjectNode to, JsonNode patch) {
    try {
      return (ObjectNode) JsonPatch.apply(patch, to);
    } catch (JsonPatchException failure) {
      throw ApiError.invalid("the server rejected our request: " + failure.getMessage());
    }
  }

  private static ObjectNode merge(ObjectNode to, ObjectNode patch, boolean byName) {
    patch.properties().forEach(field -> merge(to, field.getKey(), field.getValue(), byName));
    return to;
  }

  private static void merge(ObjectNode to, String name, JsonNode value, boolean byName) {
    JsonNode old = to.path(name);
    if (value.isNull()) {
      to.remove(name);
    } else if (value instanceof ObjectNode object) {
      ObjectNode into = old instanceof ObjectNode known ? known : to.objectNode();
      to.set(name, merge(into, object, byName));
    } else if (byName && value instanceof ArrayNode added && old instanceof ArrayNode known) {
      mergeByName(known, added);
    } else {
      to.set(name, value);
    }
  }

  /** Lists whose elements have names, as containers do, are merged element by element. */
  private static void mergeByName(ArrayNode known, ArrayNode added) {
    for (JsonNode element : added) {
      Optional<ObjectNode> same =
          StreamSupport.stream(known.spliterator(), false)
              .filter(
                  other -> element.has("name") && other.path("name").equals(element.get("name")))
              .map(ObjectNode.class::cast)
              .findFirst();
      if (same.isPresent()) {
        merge(same.get(), (ObjectNode) element, true);
      } else {
        known.add(element);
      }
    }
  }
}
