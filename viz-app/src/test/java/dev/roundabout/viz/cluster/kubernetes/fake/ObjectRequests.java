package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and changes objects as the API does. Any thread. */
final class ObjectRequests {
  private final ObjectStore store;
  private final ResourceTypes types;
  private final Admission admission;
  private final Deletion deletion;
  private final Evictions evictions;
  private final Applied applied = new Applied();

  ObjectRequests(ObjectStore store, ResourceTypes types, Admission admission, Deletion deletion) {
    this.store = store;
    this.types = types;
    this.admission = admission;
    this.deletion = deletion;
    this.evictions = new Evictions(new Typed(store), deletion);
  }

  /**
   * @throws ApiError where the API refuses
   */
  Answer answer(ApiRequest request) {
    ResourceType type = type(request);
    return switch (request.method()) {
      case "GET" -> request.name().isEmpty() ? list(type, request) : get(type, request);
      case "POST" -> post(type, request);
      case "PUT" -> put(type, request);
      case "PATCH" -> patch(type, request);
      case "DELETE" -> delete(type, request);
      default -> throw ApiError.methodNotAllowed();
    };
  }

  /** The kind of object that the path names. */
  ResourceType type(ApiRequest request) {
    return types
        .find(request.group(), request.version(), request.plural())
        .orElseThrow(ApiError::noSuchPath);
  }

  private static ObjectKey key(ResourceType type, ApiRequest request) {
    return new ObjectKey(type, request.namespace(), request.name());
  }

  private ObjectNode existing(ObjectKey key) {
    return store.get(key).orElseThrow(() -> ApiError.notFound(key.type(), key.name()));
  }

  private Answer get(ResourceType type, ApiRequest request) {
    ObjectNode object = existing(key(type, request));
    return Answer.ok(request.subresource().equals("scale") ? Scale.of(object) : object);
  }

  private Answer list(ResourceType type, ApiRequest request) {
    Predicate<JsonNode> selected = selector(request);
    synchronized (store) { // items and version belong together
      List<ObjectNode> items =
          store.list(type, request.namespace()).stream().filter(selected).toList();
      ObjectNode list = Serialization.jsonMapper().createObjectNode();
      list.put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
      list.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
      list.putArray("items").addAll(items);
      return Answer.ok(list);
    }
  }

  static Predicate<JsonNode> selector(ApiRequest request) {
    return Selector.labels(request.parameter("labelSelector"))
        .and(Selector.fields(request.parameter("fieldSelector")));
  }

  private Answer post(ResourceType type, ApiRequest request) {
    return request.resource().equals("pods/eviction")
        ? evictions.evict(key(type, request), request)
        : create(type, request);
  }

  private Answer create(ResourceType type, ApiRequest request) {
    if (!request.name().isEmpty()) {
      throw ApiError.methodNotAllowed();
    }
    ObjectNode wanted = placed(Patch.readObject(request.body()), type, request);
    return Answer.created(store.create(type, admission.admit(type, wanted)));
  }

  /** The object in the namespace of the path. */
  private static ObjectNode placed(ObjectNode wanted, ResourceType type, ApiRequest request) {
    if (!type.namespaced()) {
      return wanted;
    }
    ObjectNode metadata = ObjectStore.metadata(wanted);
    String said = metadata.path("namespace").asString(request.namespace());
    if (!said.equals(request.namespace())) {
      throw ApiError.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    metadata.put("namespace", request.namespace());
    return wanted;
  }

  private Answer put(ResourceType type, ApiRequest request) {
    ObjectNode wanted = Patch.readObject(request.body());
    return Answer.ok(change(type, request, before -> replaced(type, request, before, wanted)));
  }

  private Answer patch(ResourceType type, ApiRequest request) {
    if (request.contentType().startsWith(Patch.APPLY)) {
      return apply(type, request);
    }
    return Answer.ok(change(type, request, before -> patched(type, request, before)));
  }

  private interface Changed {
    ObjectNode of(ObjectNode before);
  }

  private ObjectNode change(ResourceType type, ApiRequest request, Changed changed) {
    ObjectNode after = store.update(key(type, request), changed::of);
    return request.subresource().equals("scale") ? Scale.of(after) : after;
  }

  private static ObjectNode patched(ResourceType type, ApiRequest request, ObjectNode before) {
    ObjectNode part = request.subresource().equals("scale") ? Scale.of(before) : before;
    ObjectNode wanted = Patch.apply(request.contentType(), part, request.body());
    return replaced(type, request, before, wanted);
  }

  private static ObjectNode replaced(
      ResourceType type, ApiRequest request, ObjectNode before, ObjectNode wanted) {
    checkVersion(type, request, before, wanted);
    return switch (request.subresource()) {
      case "" -> with("status", wanted, before);
      case "status" -> with("status", before, wanted);
      case "scale" -> Scale.set(before, wanted);
      default -> throw ApiError.noSuchPath();
    };
  }

  private static void checkVersion(
      ResourceType type, ApiRequest request, ObjectNode before, ObjectNode wanted) {
    JsonNode based = wanted.path("metadata").path("resourceVersion");
    if (based.isString() && !based.asString("").isEmpty()) {
      if (!based.equals(before.path("metadata").path("resourceVersion"))) {
        throw ApiError.modified(type, request.name());
      }
    }
  }

  /** An object with a part of another one. */
  private static ObjectNode with(String part, ObjectNode object, ObjectNode from) {
    ObjectNode mixed = object.deepCopy();
    mixed.remove(part);
    Optional.ofNullable(from.get(part)).ifPresent(value -> mixed.set(part, value));
    return mixed;
  }

  /** Whether it applies what is not there yet, for which a Role has to allow to create it, too. */
  boolean creates(ApiRequest request) {
    return request.method().equals("PATCH")
        && request.contentType().startsWith(Patch.APPLY)
        && store.get(key(type(request), request)).isEmpty();
  }

  private Answer apply(ResourceType type, ApiRequest request) {
    ObjectNode wanted = placed(yaml(request.body()), type, request);
    ObjectStore.metadata(wanted).put("name", request.name());
    ObjectKey key = key(type, request);
    synchronized (store) { // looks and changes in one step
      if (store.get(key).isEmpty()) {
        ObjectNode created = store.create(type, admission.admit(type, wanted));
        applied.created(created, wanted, request);
        return Answer.created(created);
      }
      return Answer.ok(store.update(key, before -> applied.merged(before, wanted, request)));
    }
  }

  private static ObjectNode yaml(String body) {
    Object read = Serialization.unmarshal(body, Map.class);
    return Serialization.jsonMapper().valueToTree(read);
  }

  private Answer delete(ResourceType type, ApiRequest request) {
    if (!request.name().isEmpty()) {
      return Answer.ok(deletion.delete(key(type, request), request));
    }
    store.list(type, request.namespace()).stream()
        .filter(selector(request))
        .forEach(object -> deletion.delete(ObjectStore.key(type, object), request));
    return new Answer(200, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}");
  }
}
