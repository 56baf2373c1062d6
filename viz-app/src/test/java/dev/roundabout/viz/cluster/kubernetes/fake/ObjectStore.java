package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of the cluster with their resource versions, and the history that watches resume
 * from. Objects go in and come out as copies. Any thread; one change at a time.
 */
final class ObjectStore {

  enum Kind {
    ADDED,
    MODIFIED,
    DELETED
  }

  /**
   * A change.
   *
   * @param object as it is now, or was last; not to be changed
   * @param before the change; the same object where it is new
   */
  record Change(long version, Kind kind, ObjectKey key, ObjectNode object, ObjectNode before) {}

  private final Clock clock;
  private final Map<ObjectKey, ObjectNode> objects = new TreeMap<>();
  private final List<Change> history = new ArrayList<>();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private long version = 1_000;
  private long forgotten;

  ObjectStore(Clock clock) {
    this.clock = clock;
  }

  static ObjectNode metadata(ObjectNode object) {
    return object.withObject("/metadata");
  }

  static ObjectKey key(ResourceType type, ObjectNode object) {
    ObjectNode metadata = metadata(object);
    String namespace = type.namespaced() ? metadata.path("namespace").asString("") : "";
    return new ObjectKey(type, namespace, metadata.path("name").asString(""));
  }

  /** The time as the API writes it: in whole seconds. */
  String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  synchronized Optional<ObjectNode> get(ObjectKey key) {
    return Optional.ofNullable(objects.get(key)).map(ObjectNode::deepCopy);
  }

  /**
   * @param namespace empty for all of them
   */
  synchronized List<ObjectNode> list(ResourceType type, String namespace) {
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().type().equals(type))
        .filter(entry -> namespace.isEmpty() || entry.getKey().namespace().equals(namespace))
        .map(entry -> entry.getValue().deepCopy())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Everything that a namespace holds. */
  synchronized List<ObjectKey> keys() {
    return List.copyOf(objects.keySet());
  }

  synchronized long version() {
    return version;
  }

  /**
   * @throws ApiError where it exists already
   */
  synchronized ObjectNode create(ResourceType type, ObjectNode wanted) {
    ObjectKey key = key(type, wanted);
    if (objects.containsKey(key)) {
      throw ApiError.exists(type, key.name());
    }
    ObjectNode created = wanted.deepCopy();
    created.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    ObjectNode metadata = metadata(created);
    metadata.put("uid", UUID.randomUUID().toString());
    metadata.put("creationTimestamp", now());
    metadata.put("generation", 1);
    metadata.remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds"));
    put(Kind.ADDED, key, created, created);
    return created.deepCopy();
  }

  /** As {@link #update}, but nothing happens where there is no such object. */
  synchronized Optional<ObjectNode> updateIfThere(ObjectKey key, UnaryOperator<ObjectNode> change) {
    return objects.containsKey(key) ? Optional.of(update(key, change)) : Optional.empty();
  }

  /**
   * Changes an object in one step; nothing happens where the result is the same.
   *
   * @throws ApiError where there is no such object, or the change brings an old resource version
   */
  synchronized ObjectNode update(ObjectKey key, UnaryOperator<ObjectNode> change) {
    ObjectNode before =
        Optional.ofNullable(objects.get(key))
            .orElseThrow(() -> ApiError.notFound(key.type(), key.name()));
    ObjectNode after = keep(before, change.apply(before.deepCopy()));
    if (after.equals(before)) {
      return before.deepCopy();
    }
    if (!after.path("spec").equals(before.path("spec"))) {
      metadata(after).put("generation", metadata(before).path("generation").asLong(0) + 1);
    }
    put(Kind.MODIFIED, key, after, before);
    return after.deepCopy();
  }

  /** What no client may change. */
  private static ObjectNode keep(ObjectNode before, ObjectNode after) {
    ObjectNode old = metadata(before);
    ObjectNode metadata = metadata(after);
    for (String field : List.of("name", "namespace", "uid", "creationTimestamp", "generation")) {
      metadata.remove(field);
      if (old.has(field)) {
        metadata.set(field, old.get(field));
      }
    }
    metadata.set("resourceVersion", old.get("resourceVersion"));
    return after;
  }

  /** Removes an object now; empty where there is none. */
  synchronized Optional<ObjectNode> remove(ObjectKey key) {
    Optional<ObjectNode> removed = Optional.ofNullable(objects.remove(key));
    removed.ifPresent(
        object -> {
          ObjectNode last = object.deepCopy();
          metadata(last).put("resourceVersion", Long.toString(++version));
          tell(new Change(version, Kind.DELETED, key, last, object));
        });
    return removed;
  }

  private void put(Kind kind, ObjectKey key, ObjectNode object, ObjectNode before) {
    metadata(object).put("resourceVersion", Long.toString(++version));
    objects.put(key, object);
    tell(new Change(version, kind, key, object, before));
  }

  private void tell(Change change) {
    history.add(change);
    listeners.forEach(listener -> listener.accept(change));
  }

  /**
   * Hears every change from now on, in order, in the middle of the change: must not block.
   *
   * @return ends it
   */
  Runnable listen(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * Hears every change after a version, first those that have been.
   *
   * @throws ApiError 410 where that version is forgotten
   */
  synchronized Runnable listen(long after, Consumer<Change> listener) {
    if (after < forgotten) {
      throw ApiError.gone("too old resource version: " + after + " (" + forgotten + ")");
    }
    history.stream().filter(change -> change.version() > after).forEach(listener);
    return listen(listener);
  }

  /** What is there, as additions, and then every change. */
  synchronized Runnable listenFromStart(Consumer<Change> listener) {
    objects.forEach(
        (key, object) -> listener.accept(new Change(version, Kind.ADDED, key, object, object)));
    return listen(listener);
  }

  /** Forgets the history, as etcd does when it compacts: every version so far is too old. */
  synchronized void forgetHistory() {
    history.clear();
    forgotten = ++version;
  }

  static String json(Object value) {
    return Serialization.asJson(value);
  }
}
