package dev.roundabout.viz.cluster.kubernetes;

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
  }

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
        listener::job,
        listener::jobGone);
    watch(jobPods(), listener::pod, () -> {});
    watch(
        client.v1().events().inNamespace(namespace).withField("involvedObject.name", name),
        listener::event,
        () -> {});
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
  private <T extends HasMetadata> void watch(
      Informable<T> resources, Consumer<T> seen, Runnable gone) {
    SharedIndexInformer<T> informer = resources.runnableInformer(0);
    informers.add(informer);
    informer.addEventHandler(
        new ResourceEventHandler<T>() {
          @Override
          public void onAdd(T added) {
            seen.accept(added);
          }

          @Override
          public void onUpdate(T before, T now) {
            seen.accept(now);
          }

          @Override
          public void onDelete(T deleted, boolean unknown) {
            gone.run();
          }
        });
    informer.exceptionHandler((started, failure) -> true);
    var unused = informer.start();
  }
}
