package dev.roundabout.viz.cluster.kubernetes.manifests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Checks resources against the Kubernetes OpenAPI.
 *
 * <p>The models of {@code io.kubernetes:client-java-api} are generated from it, and refuse unknown
 * fields, missing ones, and arrays, objects and numbers that are none. What they take for granted,
 * say a number where a string belongs, does not come out as it went in.
 */
final class Schemas {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The fields that we use of KEDA's ScaledObject, which the Kubernetes OpenAPI does not hold. */
  private static final Map<String, Set<String>> SCALED_OBJECT =
      Map.of(
          "", Set.of("apiVersion", "kind", "metadata", "spec"),
          "/spec",
              Set.of(
                  "scaleTargetRef",
                  "minReplicaCount",
                  "maxReplicaCount",
                  "cooldownPeriod",
                  "pollingInterval",
                  "triggers"),
          "/spec/scaleTargetRef", Set.of("apiVersion", "kind", "name"),
          "/spec/triggers/0", Set.of("type", "metricType", "metadata"),
          "/spec/triggers/0/metadata", Set.of("value"));

  private Schemas() {}

  /** What is wrong; empty where nothing is. */
  static List<String> problems(JsonNode resource) {
    if (resource.path("apiVersion").asText().startsWith("keda.sh/")) {
      return scaledObject(resource);
    }
    String type = type(resource);
    try {
      new JSON(); // sets up the parser that the models share
      Object model =
          Class.forName(type).getMethod("fromJson", String.class).invoke(null, resource.toString());
      JsonNode back = MAPPER.readTree(JSON.serialize(model));
      return comesBack(resource, back)
          ? List.of()
          : List.of(Yaml.name(resource) + " is read as " + back);
    } catch (ClassNotFoundException e) {
      return List.of(Yaml.name(resource) + ": the OpenAPI has no " + type);
    } catch (InvocationTargetException refused) {
      return List.of(Yaml.name(resource) + ": " + refused.getTargetException().getMessage());
    } catch (NoSuchMethodException | IllegalAccessException | JsonProcessingException e) {
      throw new IllegalStateException(type + " is not the model that it was", e);
    }
  }

  /** Whether all that went in came out; the models add empty lists and objects of their own. */
  private static boolean comesBack(JsonNode in, JsonNode out) {
    if (in.isValueNode() || in.getNodeType() != out.getNodeType()) {
      return in.equals(out);
    }
    if (in.isArray()) {
      return in.size() == out.size()
          && IntStream.range(0, in.size()).allMatch(i -> comesBack(in.get(i), out.path(i)));
    }
    return in.properties().stream()
        .allMatch(field -> comesBack(field.getValue(), out.path(field.getKey())));
  }

  /** {@code autoscaling/v2} HorizontalPodAutoscaler is V2HorizontalPodAutoscaler. */
  private static String type(JsonNode resource) {
    String version = resource.path("apiVersion").asText();
    String number = version.substring(version.indexOf('/') + 1).toUpperCase(Locale.ROOT);
    return "io.kubernetes.client.openapi.models." + number + resource.path("kind").asText();
  }

  /**
   * @see <a href="https://keda.sh/docs/latest/reference/scaledobject-spec/">ScaledObject</a>
   */
  private static List<String> scaledObject(JsonNode resource) {
    List<String> problems = new ArrayList<>();
    SCALED_OBJECT.forEach(
        (path, known) ->
            resource
                .at(path)
                .fieldNames()
                .forEachRemaining(
                    field -> {
                      if (!known.contains(field)) {
                        problems.add(path + "/" + field + " is unknown");
                      }
                    }));
    for (String path :
        List.of("/spec/minReplicaCount", "/spec/maxReplicaCount", "/spec/cooldownPeriod")) {
      if (!resource.at(path).isInt()) {
        problems.add(path + " is no integer");
      }
    }
    // KEDA reads the metadata of a trigger as strings.
    if (!resource.at("/spec/triggers/0/metadata/value").isTextual()) {
      problems.add("/spec/triggers/0/metadata/value is no string");
    }
    if (!resource.path("apiVersion").asText().equals("keda.sh/v1alpha1")
        || !resource.path("kind").asText().equals("ScaledObject")) {
      problems.add(Yaml.name(resource) + " is no keda.sh/v1alpha1 ScaledObject");
    }
    return problems;
  }
}
