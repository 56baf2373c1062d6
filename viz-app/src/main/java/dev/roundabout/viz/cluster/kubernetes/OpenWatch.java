package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Loop;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.concurrent.CompletableFuture;

/** One watch: an informer that hands on what it sees to {@code kubernetes-watch}. */
final class OpenWatch<T extends HasMetadata> implements AutoCloseable {
  private final Watches watches;
  private final String resource;
  private final String namespace;
  private final FilterWatchListDeletable<T, ?, ?> source;
  private final Observer<? super T> observer;
  private final Loop loop;
  private final SharedIndexInformer<T> informer;
  private final CompletableFuture<Void> listed = new CompletableFuture<>();
  private volatile boolean closed;
  private volatile boolean wasDown;
  private volatile boolean refused;

  /** Whether the informer has its list, so that what fails next is to be told of changes. */
  private volatile boolean hasList;

  OpenWatch(
      Watches watches,
      String resource,
      String namespace,
      FilterWatchListDeletable<T, ?, ?> source,
      Observer<? super T> observer,
      Loop loop) {
    this.watches = watches;
    this.resource = resource;
    this.namespace = namespace;
    this.source = source;
    this.observer = observer;
    this.loop = loop;
    this.informer = source.runnableInformer(0);
  }

  void start() {
    informer.exceptionHandler((started, failure) -> isRetried(failure));
    informer.addEventHandler(new Handler());
    var unused = informer.start();
  }

  String resource() {
    return resource;
  }

  String namespace() {
    return namespace;
  }

  String words() {
    return "the watch of " + resource;
  }

  /** Done when the first list was handed on, or refused. */
  CompletableFuture<Void> listed() {
    return listed;
  }

  private boolean isRetried(Throwable failure) {
    String verb = hasList ? Watches.WATCH : Watches.LIST;
    hasList = false;
    if (!closed) {
      watches.failed(this, verb, failure);
    }
    return !closed;
  }

  /** RBAC refuses it; the informer goes on to list, now and then, and to ask for a watch. */
  void denied() {
    refused = true;
    tell(
        () -> {
          observer.denied();
          listed.complete(null);
        });
  }

  /**
   * The informer opens a broken connection again by itself and without a word; where that takes
   * long, a list tells why.
   */
  void check() {
    if (closed || !listed.isDone()) {
      return;
    }
    if (informer.isWatching()) {
      wasDown = false;
      refused = false;
      watches.hears(this);
      watches.watches(this);
      return;
    }
    if (wasDown) {
      ask();
    }
    wasDown = true;
  }

  private void ask() {
    try {
      source.list(new ListOptionsBuilder().withLimit(1L).build());
      watches.heard();
      if (!refused) {
        watches.reopening(this);
      }
    } catch (RuntimeException failure) {
      watches.failed(this, Watches.LIST, failure);
    }
  }

  private void tell(Runnable news) {
    loop.execute(
        () -> {
          if (!closed) {
            news.run();
          }
        });
  }

  @Override
  public void close() {
    closed = true;
    informer.stop();
    watches.forget(this);
  }

  private final class Handler implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T item) {
      watches.heard();
      tell(() -> observer.seen(item));
    }

    @Override
    public void onUpdate(T before, T item) {
      onAdd(item);
    }

    @Override
    public void onDelete(T item, boolean seenLate) {
      watches.heard();
      tell(() -> observer.gone(item));
    }

    @Override
    public void onList(String version, boolean remainedEmpty) {
      hasList = true;
      watches.heard();
      watches.hears(OpenWatch.this);
      tell(
          () -> {
            observer.listed();
            listed.complete(null);
          });
    }
  }
}
