package dev.roundabout.viz.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Tells an observer each change once, whichever informer saw it: one that takes over from another
 * begins with everything. On the thread {@code kubernetes-watch}.
 */
final class Told<T extends HasMetadata> {
  private final Observer<? super T> observer;
  private final Map<String, T> known = new LinkedHashMap<>();

  Told(Observer<? super T> observer) {
    this.observer = observer;
  }

  void seen(String key, T item) {
    boolean same = known.containsKey(key) && version(known.get(key)).equals(version(item));
    known.put(key, item);
    if (!same) {
      observer.seen(item);
    }
  }

  void gone(String key, T item) {
    if (known.containsKey(key)) {
      known.remove(key);
      observer.gone(item);
    }
  }

  /**
   * All that there is was seen; what went meanwhile is told now.
   *
   * @param keys of all that there is
   */
  void listed(Set<String> keys) {
    Map.copyOf(known).entrySet().stream()
        .filter(each -> !keys.contains(each.getKey()))
        .forEach(each -> gone(each.getKey(), each.getValue()));
    observer.listed();
  }

  void denied() {
    observer.denied();
  }

  static String version(HasMetadata item) {
    return Objects.requireNonNullElse(item.getMetadata().getResourceVersion(), "");
  }
}
