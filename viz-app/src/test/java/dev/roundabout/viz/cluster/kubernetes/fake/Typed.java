package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** The objects as classes of the model, for the controllers. Any thread. */
record Typed(ObjectStore store) {

  <T extends HasMetadata> List<T> list(Class<T> model) {
    return store.list(ResourceTypes.of(model), "").stream()
        .map(object -> read(model, object))
        .toList();
  }

  <T extends HasMetadata> Optional<T> get(Class<T> model, String namespace, String name) {
    ResourceType type = ResourceTypes.of(model);
    return store
        .get(new ObjectKey(type, type.namespaced() ? namespace : "", name))
        .map(object -> read(model, object));
  }

  <T extends HasMetadata> T create(T wanted) {
    @SuppressWarnings("unchecked") // getClass() of a T
    Class<T> model = (Class<T>) wanted.getClass();
    return read(model, store.create(ResourceTypes.of(model), write(wanted)));
  }

  /** Changes what is there now; nothing happens where it has gone meanwhile. */
  <T extends HasMetadata> void edit(T seen, UnaryOperator<T> change) {
    @SuppressWarnings("unchecked") // getClass() of a T
    Class<T> model = (Class<T>) seen.getClass();
    store.updateIfThere(key(seen), object -> write(change.apply(read(model, object))));
  }

  void remove(HasMetadata seen) {
    store.remove(key(seen));
  }

  static ObjectKey key(HasMetadata object) {
    ResourceType type = ResourceTypes.of(object.getClass());
    String namespace = type.namespaced() ? object.getMetadata().getNamespace() : "";
    return new ObjectKey(type, namespace, object.getMetadata().getName());
  }

  private static ObjectNode write(HasMetadata object) {
    return Serialization.jsonMapper().valueToTree(object);
  }

  private static <T> T read(Class<T> model, ObjectNode object) {
    return Serialization.jsonMapper().convertValue(object, model);
  }
}
