package dev.roundabout.viz.cluster.kubernetes.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roundabout.viz.cluster.kubernetes.manifests.Kustomize.Rendered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of k8s/ parses, and all that kustomize makes of them is valid Kubernetes. */
class SchemasTest {
  /** What can be applied as it is, and each component on top of the base. */
  private static final List<String> FOLDERS =
      List.of(
          "base",
          "overlays/minikube",
          "client-job",
          "client-job/base",
          "client-job/cluster-ip",
          "client-job/cluster-ip-concurrent",
          "client-job/headless",
          "client-job/headless-concurrent",
          "client-job/new-connections",
          "rbac/viewer",
          "rbac/presenter",
          "rbac/dns");

  private static final List<String> COMPONENTS =
      List.of("allow-freeze", "hpa", "keda", "max-connection-age");

  @TempDir Path temporary;

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(Yaml.K8S)) {
      return all.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
    }
  }

  static List<String> folders() {
    return FOLDERS;
  }

  static List<String> components() {
    return COMPONENTS;
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_holds_one_resource(Path file) throws IOException {
    JsonNode resource = Yaml.file(file);
    assertThat(resource.path("kind").asText()).isNotEmpty();
    if (!file.endsWith("kustomization.yaml")) {
      assertThat(resource.at("/metadata/name").asText()).isNotEmpty();
    }
  }

  /** A file that no kustomization names would be checked by nobody. */
  @Test
  void every_file_is_rendered_somewhere() throws IOException {
    long manifests = files().filter(file -> !file.endsWith("kustomization.yaml")).count();
    long named = 0;
    for (Path kustomization : files().filter(f -> f.endsWith("kustomization.yaml")).toList()) {
      for (JsonNode resource : Yaml.file(kustomization).path("resources")) {
        named += resource.asText().endsWith(".yaml") ? 1 : 0;
      }
      String folder = Yaml.K8S.relativize(kustomization.getParent()).toString();
      assertThat(FOLDERS.contains(folder) || COMPONENTS.contains(folder.replace("components/", "")))
          .as(folder + " is tested")
          .isTrue();
    }
    assertThat(named).isEqualTo(manifests);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void a_kustomization_renders_valid_resources(String folder) throws IOException {
    assertValid(Yaml.K8S.resolve(folder));
  }

  @ParameterizedTest
  @MethodSource("components")
  void a_component_renders_valid_resources(String component) throws IOException {
    assertValid(withComponents(List.of(component)));
  }

  @Test
  void scaler_and_connection_age_go_together() throws IOException {
    assertValid(withComponents(List.of("hpa", "max-connection-age")));
  }

  private void assertValid(Path folder) throws IOException {
    Rendered rendered = Kustomize.render(folder);
    assertThat(rendered.all()).isNotEmpty();
    rendered.all().forEach(resource -> assertThat(Schemas.problems(resource)).isEmpty());
    assertKubectlAgrees(folder, rendered);
  }

  /** The base with components, as k8s/README.md tells a person to write it. */
  private Path withComponents(List<String> names) throws IOException {
    Path folder = temporary.toRealPath().resolve("overlay");
    Files.createDirectories(folder);
    StringBuilder text = new StringBuilder("kind: Kustomization\nresources:\n");
    text.append("  - ").append(folder.relativize(Yaml.K8S.resolve("base"))).append('\n');
    text.append("components:\n");
    for (String name : names) {
      Path component = folder.relativize(Yaml.K8S.resolve("components/" + name));
      text.append("  - ").append(component).append('\n');
    }
    Files.writeString(folder.resolve("kustomization.yaml"), text);
    return folder;
  }

  /** Holds our renderer to the real one, where that is installed. */
  private void assertKubectlAgrees(Path folder, Rendered rendered) throws IOException {
    Path output = temporary.resolve("kubectl.yaml");
    Process kubectl;
    try {
      kubectl =
          new ProcessBuilder("kubectl", "kustomize", folder.toString())
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException notInstalled) {
      Assumptions.abort("rendered and valid; kubectl is not here to compare with");
      return;
    }
    try {
      assertThat(kubectl.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      kubectl.destroy();
    }
    assertThat(kubectl.exitValue()).isZero();
    assertThat(Yaml.documents(Files.readString(output)))
        .containsExactlyInAnyOrderElementsOf(rendered.all());
  }

  /** Each of these has broken a real apply. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "replace | /spec/replicas | \"three\"",
        "replace | /spec/template/spec/containers/0/env/0/value | 9090",
        "replace | /spec/template/spec/containers/0/name | 7",
        "replace | /spec/template/spec/containers/0/readinessProbe/grpc/port | \"grpc\"",
        "replace | /spec/template/spec/containers | {}",
        "add | /spec/template/spec/containers/0/readynessProbe | {}",
        "add | /spec/template/spec/securityContext/runAsNonroot | true",
        "remove | /spec/selector | null",
        "replace | /apiVersion | \"apps/v3\"",
      })
  void a_broken_deployment_is_refused(String operation, String path, String value)
      throws IOException {
    JsonNode deployment = Kustomize.render(Yaml.K8S.resolve("base")).get("Deployment/server");
    String patch =
        "[{\"op\": \"%s\", \"path\": \"%s\", \"value\": %s}]".formatted(operation, path, value);
    JsonNode broken = Yaml.patched(deployment, Yaml.documents(patch).get(0));
    assertThat(Schemas.problems(broken)).isNotEmpty();
  }

  @Test
  void what_the_renderer_does_not_know_is_refused() throws IOException {
    Files.writeString(
        temporary.resolve("kustomization.yaml"), "kind: Kustomization\nnamePrefix: x-\n");
    assertThatThrownBy(() -> Kustomize.render(temporary)).hasMessageContaining("namePrefix");
  }
}
