package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Loop;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/**
 * One watch: an informer that hands on what it sees to {@code kubernetes-watch}, and another one
 * where the first has stopped to see.
 */
final class OpenWatch<T extends HasMetadata> implements AutoCloseable {
  /** Of a list that is compared with what was told: a page, whatever a namespace holds. */
  private static final long PAGE = 500;

  private final Watches watches;
  private final String resource;
  private final String namespace;
  private final FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> source;
  private final Told<T> told;
  private final Loop loop;
  private final Silence silence;
  private final CompletableFuture<Void> listed = new CompletableFuture<>();
  private volatile Informed<T> informed;
  private volatile boolean closed;
  private volatile boolean wasDown;
  private volatile boolean refused;

  /** Whether the API did not say when asked if there is news. */
  private volatile boolean blind;

  OpenWatch(
      Watches watches,
      String resource,
      String namespace,
      FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> source,
      Observer<? super T> observer,
      Loop loop,
      InstantSource clock) {
    this.watches = watches;
    this.resource = resource;
    this.namespace = namespace;
    this.source = source;
    this.told = new Told<>(observer);
    this.loop = loop;
    this.silence = new Silence(clock);
    this.informed = new Informed<>(source.runnableInformer(0), this);
  }

  void start() {
    informed.start();
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

  /** What an informer saw. On a thread of fabric8's. */
  void news(Informed<T> from, Runnable news) {
    silence.broken();
    blind = false;
    watches.heard();
    tell(
        () -> {
          if (from == informed) {
            news.run();
          }
        });
  }

  void seen(Informed<T> from, String key, T item) {
    news(from, () -> told.seen(key, item));
  }

  void gone(Informed<T> from, String key, T item) {
    news(from, () -> told.gone(key, item));
  }

  void listed(Informed<T> from) {
    watches.hears(this);
    news(
        from,
        () -> {
          told.listed(from.keys());
          listed.complete(null);
        });
  }

  /**
   * What an informer met; whether it is to try again.
   *
   * @param verb that failed
   */
  boolean isRetried(Informed<T> from, String verb, Throwable failure) {
    boolean current = !closed && from == informed;
    if (current) {
      watches.failed(this, verb, failure);
    }
    return current;
  }

  /** RBAC refuses it; the informer goes on to list, now and then, and to ask for a watch. */
  void denied() {
    refused = true;
    tell(
        () -> {
          told.denied();
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
    if (informed.isWatching()) {
      wasDown = false;
      if (!blind) {
        refused = false;
        watches.hears(this);
      }
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

  /** Whether it claims to be open and has said nothing for long. */
  boolean isToBeDoubted() {
    return isOpen() && silence.isLong();
  }

  private boolean isOpen() {
    return !closed && listed.isDone() && informed.isWatching();
  }

  /** Asks whether there is news that was not told, and opens it again where there is. */
  void doubt() {
    long before = silence.news();
    try {
      boolean differs = informed.differsFrom(source.list(page()));
      watches.heard();
      blind = false;
      if (silence.isFalse(before, differs)) {
        reopen();
        watches.reopened(this);
      }
    } catch (RuntimeException failure) {
      blind = true;
      silence.isFalse(before, false); // asked again after another silence
      watches.failed(this, Watches.LIST, failure);
    }
  }

  private static ListOptions page() {
    return new ListOptionsBuilder().withLimit(PAGE).build();
  }

  /** Opens it again where it claims to be open: the API was away, and nobody told this watch. */
  void catchUp() {
    if (isOpen()) {
      reopen();
    }
  }

  private synchronized void reopen() {
    if (closed) {
      return;
    }
    Informed<T> before = informed;
    informed = new Informed<>(source.runnableInformer(0), this);
    before.close();
    informed.start();
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
  public synchronized void close() {
    closed = true;
    informed.close();
    watches.forget(this);
  }
}
