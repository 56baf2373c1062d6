package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import dev.roundabout.viz.model.ClusterFact.WatchReopened;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The watches of a session. Each lists, watches, and does so again for as long as it is open,
 * whatever the API does; what is wrong with it is told to the {@link Ear}, or to the {@link
 * Denials} where RBAC refuses it.
 */
final class Watches implements AutoCloseable {
  static final String LIST = "list";
  static final String WATCH = "watch";

  private final Loop loop;
  private final Reports reports;
  private final Ear ear;
  private final Faults faults;
  private final Denials denials;
  private final List<OpenWatch<?>> open = new CopyOnWriteArrayList<>();

  Watches(Loop loop, Senses senses) {
    this.loop = loop;
    this.reports = senses.reports();
    this.ear = senses.ear();
    this.faults = senses.faults();
    this.denials = senses.denials();
  }

  /**
   * Starts a watch; never blocks.
   *
   * @param resource in the plural, as in a Role
   * @param namespace where it looks
   */
  <T extends HasMetadata> OpenWatch<T> open(
      String resource,
      String namespace,
      FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> source,
      Observer<? super T> observer) {
    OpenWatch<T> watch =
        new OpenWatch<>(this, resource, namespace, source, observer, loop, reports::now);
    open.add(watch);
    watch.start();
    return watch;
  }

  void heard() {
    ear.heard();
  }

  /** It was listed. */
  void hears(OpenWatch<?> watch) {
    ear.hears(watch);
    granted(LIST, watch);
  }

  /** It is told of changes, which takes a permission of its own. */
  void watches(OpenWatch<?> watch) {
    granted(WATCH, watch);
  }

  private void granted(String verb, OpenWatch<?> watch) {
    permission(verb, watch).ifPresent(each -> denials.granted(each, watch.namespace()));
  }

  /**
   * Tells why a watch does not see anything.
   *
   * @param verb that failed
   */
  void failed(OpenWatch<?> watch, String verb, Throwable failure) {
    Permission need = permission(verb, watch).orElseThrow();
    var missing = faults.missing(failure, need);
    if (missing.isPresent()) {
      ear.heard();
      ear.hears(watch);
      denials.missing(missing.get());
      watch.denied();
      return;
    }
    ear.deaf(watch, watch.words() + " broke: " + faults.words(failure));
  }

  /** A watch is being opened again, and nobody said why it broke. */
  void reopening(OpenWatch<?> watch) {
    ear.deaf(watch, watch.words() + " broke and is being opened again");
  }

  private static Optional<Permission> permission(String verb, OpenWatch<?> watch) {
    return Permissions.of(verb, watch.resource(), Where.TARGET);
  }

  /** A watch that looked open had stopped to tell, and was opened again. */
  void reopened(OpenWatch<?> watch) {
    reports.accept(new WatchReopened(reports.now(), watch.words()));
  }

  /**
   * Looks after watches that broke, and at one that has long been silent; blocks for I/O. On {@code
   * kubernetes-beat}.
   *
   * <p>What the doubt costs the API: one list at a beat at most, and of each watch one in {@link
   * Silence#LONG} at most, none while it has news; a page of a namespace, or one object by its
   * name. Together less than one {@code kubectl get} that somebody repeats every two seconds.
   */
  void check() {
    open.forEach(OpenWatch::check);
    open.stream().filter(OpenWatch::isToBeDoubted).findFirst().ifPresent(OpenWatch::doubt);
  }

  /**
   * The API is heard again after it was not. Connections that it has forgotten look open from here,
   * for minutes: watches over them are opened again, a list and a handshake each.
   */
  void catchUp() {
    open.forEach(OpenWatch::catchUp);
  }

  void forget(OpenWatch<?> watch) {
    open.remove(watch);
    ear.hears(watch);
  }

  /** Waits for the first lists, but not longer than asked for. */
  void awaitLists(Duration patience) {
    List<CompletableFuture<Void>> lists = new ArrayList<>();
    open.forEach(watch -> lists.add(watch.listed()));
    try {
      CompletableFuture.allOf(lists.toArray(CompletableFuture<?>[]::new))
          .get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException late) {
      return; // what is missing comes later, and the ear tells why
    }
  }

  @Override
  public void close() {
    open.forEach(OpenWatch::close);
  }
}
