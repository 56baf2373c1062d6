package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIGroupBuilder;
import io.fabric8.kubernetes.api.model.APIGroupListBuilder;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceBuilder;
import io.fabric8.kubernetes.api.model.APIResourceListBuilder;
import io.fabric8.kubernetes.api.model.APIVersionsBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells clients what the API serves. Any thread. */
final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private final ResourceTypes types;
  private final Map<String, String> version;

  Discovery(ResourceTypes types, String gitVersion) {
    this.types = types;
    String[] parts = gitVersion.substring(1).split("\\.");
    version =
        Map.of(
            "major", parts[0],
            "minor", parts[1],
            "gitVersion", gitVersion,
            "gitCommit", "0000000000000000000000000000000000000000",
            "gitTreeState", "clean",
            "buildDate", "2026-01-01T00:00:00Z",
            "goVersion", "go1.23.0",
            "compiler", "gc",
            "platform", "linux/amd64");
  }

  /** Empty where the path is not one of discovery. */
  Optional<Answer> answer(String path) {
    return switch (path.replaceAll("/+$", "")) {
      case "/version" -> Optional.of(Answer.ok(version));
      case "/healthz", "/livez", "/readyz" -> Optional.of(new Answer(200, "ok"));
      case "/api" -> Optional.of(Answer.ok(new APIVersionsBuilder().withVersions("v1").build()));
      case "/apis" -> Optional.of(Answer.ok(groups()));
      default -> group(path);
    };
  }

  private Object groups() {
    List<APIGroup> groups =
        types.stream()
            .filter(type -> !type.group().isEmpty())
            .map(ResourceType::group)
            .distinct()
            .map(this::apiGroup)
            .toList();
    return new APIGroupListBuilder().withGroups(groups).build();
  }

  private APIGroup apiGroup(String group) {
    APIGroupBuilder builder = new APIGroupBuilder().withName(group);
    types.stream()
        .filter(type -> type.group().equals(group))
        .map(ResourceType::version)
        .distinct()
        .forEach(
            version ->
                builder
                    .addNewVersion(group + "/" + version, version)
                    .withNewPreferredVersion(group + "/" + version, version));
    return builder.build();
  }

  private Optional<Answer> group(String path) {
    String[] parts = path.substring(1).split("/+");
    if (parts.length == 2 && parts[0].equals("apis")) {
      boolean known = types.stream().anyMatch(type -> type.group().equals(parts[1]));
      return Optional.of(known ? Answer.ok(apiGroup(parts[1])) : Answer.of(ApiError.noSuchPath()));
    }
    boolean core = parts.length == 2 && parts[0].equals("api");
    boolean named = parts.length == 3 && parts[0].equals("apis");
    if (!core && !named) {
      return Optional.empty();
    }
    return Optional.of(resources(core ? parts[1] : parts[1] + "/" + parts[2]));
  }

  private Answer resources(String groupVersion) {
    List<APIResource> resources =
        types.stream()
            .filter(type -> type.apiVersion().equals(groupVersion))
            .map(Discovery::resource)
            .toList();
    return resources.isEmpty()
        ? Answer.of(ApiError.noSuchPath())
        : Answer.ok(
            new APIResourceListBuilder()
                .withGroupVersion(groupVersion)
                .withResources(resources)
                .build());
  }

  private static APIResource resource(ResourceType type) {
    return new APIResourceBuilder()
        .withName(type.plural())
        .withKind(type.kind())
        .withNamespaced(type.namespaced())
        .withVerbs(VERBS)
        .build();
  }
}
