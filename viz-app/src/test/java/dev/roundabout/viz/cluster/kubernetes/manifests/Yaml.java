package dev.roundabout.viz.cluster.kubernetes.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads YAML into trees; a key that stands twice is an error. */
final class Yaml {
  /** The root of {@code k8s/}, from the module that the tests run in. */
  static final Path K8S = Path.of("..", "k8s").toAbsolutePath().normalize();

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Yaml() {}

  static JsonNode file(Path file) throws IOException {
    List<JsonNode> documents = documents(Files.readString(file));
    if (documents.size() != 1) {
      throw new IllegalArgumentException(file + " has " + documents.size() + " documents, not one");
    }
    return documents.get(0);
  }

  static List<JsonNode> documents(String text) {
    Load load = new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build());
    List<JsonNode> documents = new ArrayList<>();
    load.loadAllFromString(text).forEach(document -> documents.add(MAPPER.valueToTree(document)));
    return documents;
  }

  /** A tree after the operations of a JSON patch; fabric8's patches work on the newer Jackson. */
  static JsonNode patched(JsonNode tree, JsonNode operations) throws IOException {
    var newer = tools.jackson.databind.json.JsonMapper.shared();
    var result =
        JsonPatch.apply(newer.readTree(operations.toString()), newer.readTree(tree.toString()));
    return MAPPER.readTree(result.toString());
  }

  /** {@code Deployment/server}. */
  static String name(JsonNode resource) {
    return resource.path("kind").asText() + "/" + resource.at("/metadata/name").asText();
  }
}
