package dev.roundabout.viz.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One informer of a watch, from its start until it is closed, and what it has seen. */
final class Informed<T extends HasMetadata> implements ResourceEventHandler<T>, AutoCloseable {
  private final SharedIndexInformer<T> informer;
  private final OpenWatch<T> watch;

  /** Whether the informer has its list, so that what fails next is to be told of changes. */
  private volatile boolean hasList;

  Informed(SharedIndexInformer<T> informer, OpenWatch<T> watch) {
    this.informer = informer;
    this.watch = watch;
  }

  void start() {
    informer.exceptionHandler((started, failure) -> isRetried(failure));
    informer.addEventHandler(this);
    var unused = informer.start();
  }

  private boolean isRetried(Throwable failure) {
    String verb = hasList ? Watches.WATCH : Watches.LIST;
    hasList = false;
    return watch.isRetried(this, verb, failure);
  }

  /** Whether its connection looks open; it may be dead for all that. */
  boolean isWatching() {
    return informer.isWatching();
  }

  /** Of all that there is, as far as it knows. */
  Set<String> keys() {
    return Set.copyOf(informer.getStore().listKeys());
  }

  /**
   * Whether it has something else than the API.
   *
   * @param page of a list, the first or the only one
   */
  boolean differsFrom(KubernetesResourceList<T> page) {
    Store<T> store = informer.getStore();
    List<T> items = page.getItems();
    boolean isWhole = Optional.ofNullable(page.getMetadata().getContinue()).orElse("").isEmpty();
    return !items.stream().allMatch(item -> has(store, item))
        || (isWhole && store.listKeys().size() != items.size());
  }

  private static <T extends HasMetadata> boolean has(Store<T> store, T item) {
    return Optional.ofNullable(store.get(item))
        .filter(known -> Told.version(known).equals(Told.version(item)))
        .isPresent();
  }

  @Override
  public void onAdd(T item) {
    watch.seen(this, informer.getStore().getKey(item), item);
  }

  @Override
  public void onUpdate(T before, T item) {
    onAdd(item);
  }

  @Override
  public void onDelete(T item, boolean seenLate) {
    watch.gone(this, informer.getStore().getKey(item), item);
  }

  @Override
  public void onList(String version, boolean remainedEmpty) {
    hasList = true;
    watch.listed(this);
  }

  @Override
  public void close() {
    informer.stop();
  }
}
