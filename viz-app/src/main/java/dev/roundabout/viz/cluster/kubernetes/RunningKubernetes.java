package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterFact.ApiEventSeen;
import dev.roundabout.viz.model.ClusterFact.DemoSeen;
import dev.roundabout.viz.model.ClusterFact.NamespaceSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.Demo;
import dev.roundabout.viz.model.pasted.PastedLine;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The parts of a look at a Kubernetes cluster between start and close. */
final class RunningKubernetes implements AutoCloseable {
  /** How long the start waits for what there is; a cluster on the other side of a VPN is slow. */
  private static final Duration BEGINNING = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final ClusterInfo info;
  private final Reports reports;
  private final Senses senses;
  private final PodBook book = new PodBook();
  private final WayIn way;
  private final KubernetesWatch watch;
  private final Beat beat;
  private final Changes changes;
  private final Freezes freezes;
  private final Drains drains;
  private final DemoResources demo;
  private final JobRunner jobs;
  private final AtomicReference<@Nullable Demo> told = new AtomicReference<>();

  /** Whether the namespace was not there when last asked for; on {@code kubernetes-beat} alone. */
  private boolean noNamespace;

  /**
   * @throws IOException where no way in can be opened on this machine
   */
  RunningKubernetes(
      KubernetesClient client, ClusterInfo info, KubernetesOptions options, Reports reports)
      throws IOException {
    this.client = client;
    this.info = info;
    this.reports = reports;
    ImageHelp imageHelp = new ImageHelp(options.locality(), info);
    senses =
        new Senses(
            reports,
            new Ear(reports),
            new Faults(info.origin(), () -> Connections.trouble(client)),
            new Denials(options.clock(), reports::accept));
    way =
        WayIn.open(
            client,
            info,
            book,
            options.direct(),
            senses.denials(),
            reports,
            options.nanos(),
            options.random());
    watch = new KubernetesWatch(client, info, imageHelp, book, senses, this::deploymentCameOrWent);
    beat = new Beat(client, info, options.beat(), senses, watch, this::lookAround);
    changes = new Changes(client, info, senses.faults(), senses.denials(), options.clock());
    freezes =
        new Freezes(info, changes, way.reach(), options.freezer(), options.clock(), watch::frozen);
    drains = new Drains(changes, beat, reports);
    demo = new DemoResources(Connections.quick(client), info.namespace());
    jobs = new JobRunner(client, info, senses, imageHelp::forJob);
  }

  void begin() {
    beat.start();
    watch.open(BEGINNING);
  }

  WayIn way() {
    return way;
  }

  Reports reports() {
    return reports;
  }

  Optional<Action.OnCluster> apply(Action.OnCluster action) throws RefusedException {
    if (action instanceof Action.Scale scale) {
      return Optional.of(changes.scale(scale.replicas()));
    }
    if (action instanceof Action.SetConnectionAge set) {
      return connectionAge(set.age());
    }
    if (action instanceof Action.Kill kill) {
      changes.kill(kill.pod(), kill.hard());
    } else if (action instanceof Action.Freeze freeze) {
      freezes.apply(freeze);
    } else if (action instanceof Action.Restart) {
      changes.restart();
    } else if (action instanceof Action.Drain drain) {
      drains.begin(drain);
    } else if (action instanceof Action.DeployDemo deploy) {
      change("deploy the demo", "create", "deployments", () -> demo.deploy(deploy.image()));
      beat.execute(this::reportDemo);
    } else if (action instanceof Action.RemoveDemo) {
      change("remove the demo", "delete", "deployments", demo::remove);
      beat.execute(this::reportDemo);
    } else if (action instanceof Action.RunJob run) {
      change("run the client in the cluster", "create", "jobs", () -> jobs.start(run));
    } else if (action instanceof Action.SetAutoscaler) {
      throw new RefusedException(
          "on Kubernetes a HorizontalPodAutoscaler does that: apply k8s/components/hpa, or delete"
              + " the one that is there");
    } else {
      throw new RefusedException("nobody knows here how to do that: " + action.words());
    }
    return Optional.empty();
  }

  /** What the servers are told then is read back from the Deployment. */
  private Optional<Action.OnCluster> connectionAge(Optional<ConnectionAge> age)
      throws RefusedException {
    Changes.AgeChange change = changes.connectionAge(age);
    if (!change.rolledOut()) {
      return Optional.empty();
    }
    if (!ImageHelp.isOurs(change.image())) {
      reports.accept(
          new ApiEventSeen(
              reports.now(),
              Optional.empty(),
              true,
              "Deployment " + info.deployment(),
              "MaxConnectionAge",
              change.image()
                  + " is not Roundabout's server: it has to read "
                  + ConnectionAgeEnv.AGE
                  + " and "
                  + ConnectionAgeEnv.GRACE
                  + " itself, or nothing comes of it"));
    }
    return Optional.of(new Action.SetConnectionAge(change.before()));
  }

  /** Something that changes the cluster. */
  @FunctionalInterface
  private interface Change {
    void run() throws RefusedException;
  }

  private void change(String doing, String verb, String resource, Change change)
      throws RefusedException {
    try {
      change.run();
    } catch (RuntimeException failure) {
      Permission need = Permissions.of(verb, resource, Where.TARGET).orElseThrow();
      senses.faults().missing(failure, need).ifPresent(senses.denials()::missing);
      throw senses.faults().refusal(doing, failure, need);
    }
  }

  private void deploymentCameOrWent(boolean there) {
    beat.execute(this::reportDemo);
    if (!there) {
      beat.execute(this::checkNamespace);
    }
  }

  /** What is asked for and not watched; on {@code kubernetes-beat}. */
  private void lookAround() {
    reportDemo();
    if (noNamespace) {
      checkNamespace();
    }
  }

  /** On {@code kubernetes-beat} alone: an older reading must not overtake a newer one. */
  private void reportDemo() {
    try {
      Demo now = demo.state();
      senses.ear().hears(demo);
      if (!now.equals(told.getAndSet(now))) {
        reports.accept(new DemoSeen(reports.now(), now));
      }
    } catch (RuntimeException failure) {
      senses.ear().deaf(demo, "cannot read the demo's parts: " + senses.faults().words(failure));
    }
  }

  /** A list of a namespace that is not there is just empty: it has to be asked for. */
  private void checkNamespace() {
    boolean there = isThere(info.namespace());
    if (there == noNamespace) {
      noNamespace = !there;
      reports.accept(
          new NamespaceSeen(
              reports.now(), there ? Optional.empty() : Optional.of(namespaceHelp())));
    }
  }

  private boolean isThere(String namespace) {
    try {
      return client.namespaces().withName(namespace).get() != null;
    } catch (RuntimeException failure) {
      // Many may not read namespaces; an API that does not answer now leaves it as it was.
      return Faults.isForbidden(failure) || !noNamespace;
    }
  }

  private String namespaceHelp() {
    return info.title()
        + " has no such namespace; choose another one, or make it: "
        + PastedLine.of(info.origin()).kubectl("create", "namespace", info.namespace());
  }

  @Override
  public void close() {
    reports.end();
    beat.close();
    jobs.close();
    watch.close();
    way.close();
  }
}
