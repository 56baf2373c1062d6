package dev.roundabout.viz.cluster.kubernetes.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Renders a kustomization: the part of kustomize that {@code k8s/} uses, and an error for the rest.
 * Where {@code kubectl} is at hand a test holds it to the real one.
 */
final class Kustomize {
  private static final Set<String> KNOWN =
      Set.of("apiVersion", "kind", "resources", "components", "patches", "nameSuffix");

  private final Map<String, JsonNode> resources = new TreeMap<>();

  private Kustomize() {}

  /** Renders a folder with a {@code kustomization.yaml}. */
  static Rendered render(Path folder) throws IOException {
    Kustomize kustomize = new Kustomize();
    kustomize.add(folder, "Kustomization");
    return new Rendered(kustomize.resources);
  }

  /**
   * What a kustomization makes.
   *
   * @param byName by kind and name: {@code Deployment/server}
   */
  record Rendered(Map<String, JsonNode> byName) {
    Rendered {
      byName = Map.copyOf(byName);
    }

    /** A resource that must be there. */
    JsonNode get(String name) {
      JsonNode resource = byName.get(name);
      if (resource == null) {
        throw new AssertionError("no " + name + " among " + byName.keySet());
      }
      return resource;
    }

    Collection<JsonNode> all() {
      return byName.values();
    }
  }

  private void add(Path folder, String kind) throws IOException {
    JsonNode kustomization = Yaml.file(folder.resolve("kustomization.yaml"));
    expect(kustomization.path("kind").asText().equals(kind), folder + " is not a " + kind);
    for (Iterator<String> keys = kustomization.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      expect(
          KNOWN.contains(key), folder + " uses '" + key + "', which this renderer does not know");
    }
    for (JsonNode resource : kustomization.path("resources")) {
      addResource(folder.resolve(resource.asText()).normalize());
    }
    for (JsonNode component : kustomization.path("components")) {
      add(folder.resolve(component.asText()).normalize(), "Component");
    }
    for (JsonNode patch : kustomization.path("patches")) {
      patch(folder, patch);
    }
    String suffix = kustomization.path("nameSuffix").asText();
    if (!suffix.isEmpty()) {
      rename(suffix);
    }
  }

  private void addResource(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      Kustomize base = new Kustomize();
      base.add(path, "Kustomization");
      base.resources.values().forEach(this::put);
      return;
    }
    put(Yaml.file(path));
  }

  private void put(JsonNode resource) {
    JsonNode before = resources.put(Yaml.name(resource), resource);
    expect(before == null, Yaml.name(resource) + " is there twice");
  }

  private void rename(String suffix) {
    List<JsonNode> all = List.copyOf(resources.values());
    resources.clear();
    for (JsonNode resource : all) {
      expect(isReferredToByNone(resource), "references to " + Yaml.name(resource) + " would break");
      String name = resource.at("/metadata/name").asText() + suffix;
      ((ObjectNode) resource.path("metadata")).put("name", name);
      put(resource);
    }
  }

  /** kustomize follows names into other resources, which this renderer does not. */
  private static boolean isReferredToByNone(JsonNode resource) {
    return resource.path("kind").asText().equals("Job");
  }

  private void patch(Path folder, JsonNode patch) throws IOException {
    expect(
        fields(patch).equals(Set.of("target", "patch"))
            && fields(patch.path("target")).equals(Set.of("kind", "name")),
        folder + " has a patch without a kind, a name and operations");
    List<JsonNode> operations = Yaml.documents(patch.path("patch").asText());
    expect(operations.size() == 1 && operations.get(0).isArray(), folder + " has no JSON patch");
    JsonNode target = patch.path("target");
    String name = target.path("kind").asText() + "/" + target.path("name").asText();
    JsonNode patched = resources.get(name);
    if (patched == null) {
      throw new IllegalArgumentException(folder + " patches " + name + ", which is not there");
    }
    resources.put(name, Yaml.patched(patched, operations.get(0)));
  }

  private static Set<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return Set.copyOf(names);
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
