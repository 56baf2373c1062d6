package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.cluster.kubernetes.PermissionChecks.Circumstances;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.pasted.PastedLine;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.VersionInfo;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Goes through all that Roundabout needs of a cluster, changes nothing, and tells after each check
 * how it went and what to do. Blocks, on any thread but JavaFX's.
 */
public final class Preflight {
  private final KubernetesClient client;
  private final ClusterInfo info;
  private final KubernetesOptions options;
  private final Caller caller;
  private final Consumer<? super Check> told;
  private final Faults faults;
  private boolean allGood = true;

  /** Sends one call, as a client would. */
  @FunctionalInterface
  public interface Caller {

    /**
     * Blocks for a limited time.
     *
     * @return who answered, in words
     * @throws IOException where nobody did; the message is fit for the screen
     */
    String call(Route route) throws IOException;
  }

  private Preflight(
      KubernetesClient client,
      ClusterInfo info,
      KubernetesOptions options,
      Caller caller,
      Consumer<? super Check> told) {
    this.client = client;
    this.info = info;
    this.options = options;
    this.caller = caller;
    this.told = told;
    this.faults = new Faults(info.origin());
  }

  /**
   * Does the checks, one after another.
   *
   * @param told of each check when it is done, on the calling thread
   * @return whether all went well
   */
  static boolean run(
      KubernetesClient client,
      ClusterInfo info,
      KubernetesOptions options,
      Caller caller,
      Consumer<? super Check> told) {
    Preflight preflight = new Preflight(client, info, options, caller, told);
    preflight.runAll();
    return preflight.allGood;
  }

  /** That the API cannot be asked, with the reason. */
  static Check unasked(String why) {
    return Check.bad("API", why, "nothing else can be checked before");
  }

  private void runAll() {
    VersionInfo version;
    try {
      version = client.getKubernetesVersion();
    } catch (RuntimeException failure) {
      tell(unasked(faults.words(failure)));
      return;
    }
    tell(Check.good("API", info.origin().server() + " answers"));
    tell(Check.good("version", "Kubernetes " + version.getGitVersion()));
    checkPermissions(version);
    ImageHelp imageHelp = new ImageHelp(options.locality(), info.origin().context());
    ObjectChecks objects = new ObjectChecks(client, info, imageHelp);
    check("Deployment", objects::checkDeployment);
    for (ServiceKind kind : ServiceKind.values()) {
      check(kind.label() + " Service", () -> objects.checkService(kind));
    }
    checkPods(objects);
  }

  private void checkPermissions(VersionInfo version) {
    AccessReviews reviews = new AccessReviews(client);
    try {
      new PermissionChecks(
              reviews::allows, new Circumstances(minor(version), Keda.isInstalled(client)), info)
          .run()
          .forEach(this::tell);
    } catch (RuntimeException failure) {
      tell(
          Check.bad(
              "permissions",
              faults.words(failure),
              PastedLine.of(info.origin()).kubectlIn(info.namespace(), "auth", "can-i", "--list")));
    }
  }

  /** Some distributions write {@code 26+}. */
  private static int minor(VersionInfo version) {
    String digits = version.getMinor().replaceAll("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private void checkPods(ObjectChecks objects) {
    List<Pod> pods;
    try {
      pods = objects.pods();
    } catch (RuntimeException failure) {
      tell(Check.bad("pods", faults.words(failure), "no call can be sent before"));
      return;
    }
    check("image", () -> objects.checkImage(pods));
    try {
      checkPath(pods);
    } catch (IOException failure) {
      tell(
          Check.bad(
              "gateway",
              String.valueOf(failure.getMessage()),
              "let it listen on 127.0.0.1, which something on this machine forbids"));
    }
  }

  private void checkPath(List<Pod> pods) throws IOException {
    Reports unheard = new Reports(options.clock(), fact -> {});
    PodBook book = new PodBook();
    try (WayIn way =
        WayIn.open(
            client,
            info,
            book,
            options.direct(),
            new Denials(options.clock(), unheard::accept),
            unheard,
            options.nanos(),
            options.random())) {
      fill(book, pods, unheard);
      PathChecks path = new PathChecks(way, info, options.nanos(), caller);
      tell(path.checkDns(!pods.isEmpty()));
      pods.forEach(pod -> tell(path.checkCall(pod)));
    }
  }

  private void fill(PodBook book, List<Pod> pods, Reports unheard) {
    try {
      PathChecks.fill(book, client, info, pods, unheard);
    } catch (RuntimeException failure) {
      tell(Check.bad("EndpointSlices", faults.words(failure), "see the permissions above"));
    }
  }

  private void check(String name, Supplier<Check> check) {
    try {
      tell(check.get());
    } catch (RuntimeException failure) {
      tell(Check.bad(name, faults.words(failure), "see the permissions above"));
    }
  }

  private void tell(Check check) {
    allGood &= check.ok();
    told.accept(check);
  }
}
