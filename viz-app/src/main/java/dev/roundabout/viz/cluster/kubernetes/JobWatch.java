package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Watches a Job, its pod and its Events, through broken connections. */
final class JobWatch implements AutoCloseable {
  /** Gets what is seen, on fabric8's threads; must not block. */
  interface Listener {
    void job(Job job);

    void pod(Pod pod);

    void event(Event event);

    void jobGone();

    void podGone(Pod pod);

    /** It did not work, and is tried again. */
    void failed(Permission need, Throwable failure);

    /** It works, or does so again. */
    void works(Permission need);
  }

  static final String JOBS = "jobs";
  static final String PODS = "pods";
  private static final String EVENTS = "events";

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final List<SharedIndexInformer<?>> informers = new CopyOnWriteArrayList<>();

  JobWatch(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  void start(Listener listener) {
    watch(
        client.batch().v1().jobs().inNamespace(namespace).withName(name),
        new Handler<>(JOBS, listener, listener::job, job -> listener.jobGone()));
    watch(jobPods(), new Handler<>(PODS, listener, listener::pod, listener::podGone));
    watch(
        client.v1().events().inNamespace(namespace).withField("involvedObject.name", name),
        new Handler<>(EVENTS, listener, listener::event, event -> {}));
  }

  /**
   * The Job as it is now, if it is there. Blocks for I/O.
   *
   * @throws KubernetesClientException where the API refuses or cannot be reached
   */
  Optional<Job> job() {
    return client
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .withField("metadata.name", name)
        .list()
        .getItems()
        .stream()
        .findFirst();
  }

  /**
   * The Job's pods as they are now. Blocks for I/O.
   *
   * @throws KubernetesClientException where the API refuses or cannot be reached
   */
  List<Pod> pods() {
    return jobPods().list().getItems();
  }

  /** By the older of the two labels that the Job controller sets: it is there in every version. */
  private FilterWatchListDeletable<Pod, PodList, PodResource> jobPods() {
    return client.pods().inNamespace(namespace).withLabel("job-name", name);
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }

  /** What is not permitted is not seen; the others go on. */
  private <T extends HasMetadata> void watch(Informable<T> resources, Handler<T> handler) {
    SharedIndexInformer<T> informer = resources.runnableInformer(0);
    informers.add(informer);
    informer.addEventHandler(handler);
    informer.exceptionHandler(
        (started, failure) -> {
          handler.failed(failure);
          return true;
        });
    var unused = informer.start();
  }

  /** What one informer sees; on its threads, one after another. */
  private static final class Handler<T> implements ResourceEventHandler<T> {
    private final Permission list;
    private final Permission watch;
    private final Listener listener;
    private final Consumer<T> seen;
    private final Consumer<T> gone;

    /** Whether it has its list, so that what comes next, or fails, is news of changes. */
    private volatile boolean hasList;

    Handler(String resource, Listener listener, Consumer<T> seen, Consumer<T> gone) {
      this.list = Permissions.of(Watches.LIST, resource, Where.TARGET).orElseThrow();
      this.watch = Permissions.of(Watches.WATCH, resource, Where.TARGET).orElseThrow();
      this.listener = listener;
      this.seen = seen;
      this.gone = gone;
    }

    void failed(Throwable failure) {
      Permission need = hasList ? watch : list;
      hasList = false;
      listener.failed(need, failure);
    }

    private void told() {
      if (hasList) {
        listener.works(watch);
      }
    }

    @Override
    public void onAdd(T added) {
      told();
      seen.accept(added);
    }

    @Override
    public void onUpdate(T before, T now) {
      told();
      seen.accept(now);
    }

    @Override
    public void onDelete(T deleted, boolean unknown) {
      told();
      gone.accept(deleted);
    }

    @Override
    public void onList(String version, boolean remainedEmpty) {
      hasList = true;
      listener.works(list);
    }
  }
}
