package dev.roundabout.viz.cluster.kubernetes.fake;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API checks and fills in when an object is created. Any thread. */
final class Admission {
  private final ObjectStore store;
  private final Names names;
  private final Ips ips;
  private final Quota quota;

  Admission(ObjectStore store, Names names, Ips ips, Quota quota) {
    this.store = store;
    this.names = names;
    this.ips = ips;
    this.quota = quota;
  }

  /**
   * The object with its defaults.
   *
   * @throws ApiError where it cannot be created
   */
  ObjectNode admit(ResourceType type, ObjectNode wanted) {
    ObjectNode object = wanted.deepCopy();
    ObjectNode metadata = ObjectStore.metadata(object);
    name(type, metadata);
    if (type.namespaced()) {
      checkNamespace(metadata.path("namespace").asString(""));
    }
    switch (type.kind()) {
      case "Namespace" -> object.withObject("/status").put("phase", "Active");
      case "Pod" -> pod(object);
      case "Service" -> service(object);
      case "Deployment" -> setDefault(object.withObject("/spec"), "replicas", 1);
      case "Job" -> setDefault(object.withObject("/spec"), "backoffLimit", 6);
      default -> {} // has no defaults that anything here depends on
    }
    return object;
  }

  private void name(ResourceType type, ObjectNode metadata) {
    String generate = metadata.path("generateName").asString("");
    if (metadata.path("name").asString("").isEmpty() && !generate.isEmpty()) {
      metadata.put("name", generate + names.suffix());
    }
    String name = metadata.path("name").asString("");
    if (name.isEmpty()) {
      throw ApiError.invalid(type.kind() + " is invalid: metadata.name: Required value");
    }
    if (!name.matches("[a-z0-9]([-.:a-z0-9]*[a-z0-9])?")) {
      throw ApiError.invalid(
          "%s \"%s\" is invalid: metadata.name: Invalid value: \"%s\""
              .formatted(type.kind(), name, name));
    }
  }

  private void checkNamespace(String namespace) {
    if (store.get(new ObjectKey(ResourceTypes.NAMESPACES, "", namespace)).isEmpty()) {
      throw ApiError.notFound(ResourceTypes.NAMESPACES, namespace);
    }
  }

  private void pod(ObjectNode pod) {
    quota.check(pod);
    setDefault(pod.withObject("/spec"), "terminationGracePeriodSeconds", 30);
    pod.withObject("/status").put("phase", "Pending");
  }

  private void service(ObjectNode service) {
    ObjectNode spec = service.withObject("/spec");
    if (!spec.has("type")) {
      spec.put("type", "ClusterIP");
    }
    if (!spec.has("ipFamilies")) {
      spec.putArray("ipFamilies").add(ips.families().get(0));
    }
    List<String> given = ips.ofService(spec);
    spec.put("clusterIP", given.get(0));
    spec.putArray("clusterIPs").removeAll();
    given.forEach(ip -> spec.withArray("/clusterIPs").add(ip));
    for (JsonNode port : spec.path("ports")) {
      ObjectNode written = (ObjectNode) port;
      if (!written.has("protocol")) {
        written.put("protocol", "TCP");
      }
      if (!written.has("targetPort")) {
        written.set("targetPort", written.get("port"));
      }
    }
  }

  private static void setDefault(ObjectNode object, String field, int value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }
}
