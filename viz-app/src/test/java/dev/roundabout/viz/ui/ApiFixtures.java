package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Choices;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Demo;
import dev.roundabout.viz.model.Guard;
import dev.roundabout.viz.model.Hearing;
import dev.roundabout.viz.model.JobRun;
import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Scaler;
import dev.roundabout.viz.model.ServiceFault;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.SessionFact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Worlds of Kubernetes clusters, folded from real facts. */
final class ApiFixtures {
  static final ClusterInfo MINIKUBE =
      info("minikube", "the current context is a local one", "https://192.168.49.2:8443");
  static final ClusterInfo PROD =
      info("prod-eu-west-1", "asked for by --context", "https://api.prod.example.com:6443");

  private static final String WHY_LOCKED =
      "prod-eu-west-1 is not a local cluster; unlock it to change things";
  static final String NO_IMAGE = "Back-off pulling image \"roundabout-workload:0.1.0\": not found";
  static final String IMAGE_HELP =
      "mvn package -DskipTests -pl workload -am -Pimage"
          + " && minikube image load workload/target/roundabout-workload.tar";
  static final String HELP_ELSEWHERE =
      "REGISTRY=registry.example.com/team; mvn package -DskipTests -pl workload -am jib:build"
          + " -Djib.from.platforms=linux/amd64,linux/arm64"
          + " \"-Dworkload.image=$REGISTRY/roundabout-workload:0.1.0\""
          + " && kubectl --context=prod-eu-west-1 --namespace=default set image"
          + " deployment/server \"server=$REGISTRY/roundabout-workload:0.1.0\"";

  private static final String GRANT =
      "kubectl create role roundabout-viewer --verb=list,watch --resource=pods -n default"
          + " && kubectl create rolebinding roundabout-viewer --role=roundabout-viewer"
          + " --user=jane -n default";

  static final String EXPOSE =
      "kubectl --context=minikube expose deployment server -n default --name server-headless"
          + " --cluster-ip=None --port 9090";

  private ApiFixtures() {}

  private static ClusterInfo info(String context, String why, String server) {
    return new ClusterInfo(
        new ClusterInfo.Origin(context, why, context, server),
        "default",
        "server",
        "server-headless.default.svc.cluster.local",
        "server.default.svc.cluster.local",
        9090,
        9090);
  }

  static Fixtures minikube() {
    return heard(Fixtures.of(MINIKUBE)).apply(new ClusterFact.DemoSeen(Fixtures.START, ours()));
  }

  private static Fixtures heard(Fixtures world) {
    return world.apply(
        new ClusterFact.HearingSeen(world.now(), new Hearing(world.now(), false, "")));
  }

  /** The embedded cluster, that nobody asked for. */
  static Fixtures fallenBack(String why) {
    ClusterInfo info =
        new ClusterInfo(
            ClusterInfo.Origin.embedded(why, true),
            MINIKUBE.namespace(),
            MINIKUBE.deployment(),
            MINIKUBE.headlessName(),
            MINIKUBE.clusterIpName(),
            MINIKUBE.podPort(),
            MINIKUBE.clusterIpPort());
    return Fixtures.of(info).serve(3);
  }

  static Fixtures connecting() {
    return Fixtures.of(MINIKUBE);
  }

  static Fixtures cannotOpen() {
    Fixtures world = Fixtures.of(PROD);
    return world.apply(
        new SessionFact.Trouble(
            world.now(),
            "starting prod-eu-west-1",
            "the credentials of context prod-eu-west-1 have expired; log in again and choose it"
                + " once more"));
  }

  /** Three pods served; then the API went. */
  static Fixtures unheard() {
    return silent(minikube().serve(3));
  }

  static Fixtures unreachable() {
    return silent(minikube());
  }

  private static Fixtures silent(Fixtures world) {
    String why = "connection refused by 192.168.49.2:8443; is the cluster running? minikube status";
    return world.apply(
        new ClusterFact.HearingSeen(world.now(), new Hearing(world.now(), true, why)));
  }

  static Fixtures locked(boolean canUnlock) {
    String why =
        canUnlock ? WHY_LOCKED : "--read-only was asked for; start without it to change things";
    Fixtures world = heard(Fixtures.of(PROD)).serve(3);
    return world.apply(new ClusterFact.GuardSeen(world.now(), new Guard(true, canUnlock, why)));
  }

  static Fixtures autoscaled() {
    Fixtures world = minikube().serve(3);
    Scaler scaler = new Scaler("HorizontalPodAutoscaler", "server", 2, 10, "cpu 60%", "cpu 43%");
    return world.apply(new ClusterFact.ScalerSeen(world.now(), Optional.of(scaler)));
  }

  static Fixtures notDeployed() {
    Fixtures world = heard(Fixtures.of(MINIKUBE));
    world.apply(new ClusterFact.PresenceSeen(world.now(), false));
    return world.apply(new ClusterFact.DemoSeen(world.now(), absent()));
  }

  /** A typo: what was chosen is not there. */
  static Fixtures misspelt(Demo demo) {
    ClusterInfo info =
        new ClusterInfo(
            MINIKUBE.origin(),
            MINIKUBE.namespace(),
            "wbe",
            MINIKUBE.headlessName(),
            MINIKUBE.clusterIpName(),
            MINIKUBE.podPort(),
            MINIKUBE.clusterIpPort());
    Fixtures world = heard(Fixtures.of(info));
    world.apply(new ClusterFact.PresenceSeen(world.now(), false));
    return world.apply(new ClusterFact.DemoSeen(world.now(), demo));
  }

  static Fixtures noNamespace() {
    Fixtures world = notDeployed();
    return world.apply(
        new ClusterFact.NamespaceSeen(
            world.now(),
            Optional.of(
                "minikube has no such namespace; kubectl --context=minikube create namespace"
                    + " default, or choose another one")));
  }

  /** Three pods that serve, and no headless Service. */
  static Fixtures noHeadlessService() {
    Fixtures world = minikube();
    for (int i = 0; i < 3; i++) {
      world.apply(new ClusterFact.PodSeen(world.now(), stuck(i, Pod.Phase.READY, "")));
    }
    world.apply(new ClusterFact.DeploymentSeen(world.now(), 3, 3));
    return world.apply(
        new ClusterFact.ServiceSeen(
            world.now(),
            ServiceKind.HEADLESS,
            Optional.of(
                new ServiceFault(
                    "No Service server-headless in default",
                    "Make it, or name another one with --headless-service",
                    EXPOSE))));
  }

  static Fixtures notDeployedAndLocked() {
    Fixtures world = notDeployed();
    return world.apply(new ClusterFact.GuardSeen(world.now(), new Guard(true, true, WHY_LOCKED)));
  }

  static Demo ours() {
    return demo(Demo.State.OURS, Demo.State.OURS);
  }

  static Demo absent() {
    return demo(Demo.State.ABSENT, Demo.State.FOREIGN);
  }

  /** All there, but the Services are of somebody else. */
  static Fixtures foreignServices() {
    Demo ours = ours();
    List<Demo.Part> parts = ours.parts().stream().map(ApiFixtures::foreignIfService).toList();
    Fixtures world = minikube().serve(3);
    return world.apply(new ClusterFact.DemoSeen(world.now(), new Demo(parts, ours.image())));
  }

  private static Demo.Part foreignIfService(Demo.Part part) {
    return part.kind().equals("Service")
        ? new Demo.Part(part.kind(), part.name(), Demo.State.FOREIGN)
        : part;
  }

  private static Demo demo(Demo.State state, Demo.State account) {
    return new Demo(
        List.of(
            new Demo.Part("ServiceAccount", "server", account),
            new Demo.Part("Deployment", "server", state),
            new Demo.Part("Service", "server", state),
            new Demo.Part("Service", "server-headless", state),
            new Demo.Part("PodDisruptionBudget", "server", state),
            new Demo.Part("NetworkPolicy", "server", state)),
        "roundabout-workload:0.1.0");
  }

  static Fixtures imageMissing() {
    Fixtures world = minikube();
    for (int i = 0; i < 3; i++) {
      world.apply(new ClusterFact.PodSeen(world.now(), withoutImage(i, IMAGE_HELP)));
    }
    return world.apply(new ClusterFact.DeploymentSeen(world.now(), 3, 0));
  }

  static Fixtures evicted() {
    Fixtures world = minikube().serve(1);
    Pod pod = stuck(1, Pod.Phase.FAILED, "evicted: the node was low on memory");
    return world.apply(new ClusterFact.PodSeen(world.now(), pod));
  }

  /** One serves, one failed, one does not get ready, one has no image. */
  static Fixtures mixed() {
    Fixtures world = minikube().serve(1);
    String evicted = "evicted: the node was low on memory";
    String probe = "the readiness probe failed 12 times: timeout: failed to connect in 1s";
    List.of(
            stuck(1, Pod.Phase.FAILED, evicted),
            stuck(2, Pod.Phase.STARTING, probe),
            withoutImage(3, IMAGE_HELP))
        .forEach(pod -> world.apply(new ClusterFact.PodSeen(world.now(), pod)));
    return world.apply(new ClusterFact.DeploymentSeen(world.now(), 4, 1));
  }

  /** On a cluster that is not local, where the command is a long one. */
  static Fixtures imageMissingElsewhere() {
    Fixtures world = heard(Fixtures.of(PROD));
    for (int i = 0; i < 3; i++) {
      world.apply(new ClusterFact.PodSeen(world.now(), withoutImage(i, HELP_ELSEWHERE)));
    }
    return world.apply(new ClusterFact.DeploymentSeen(world.now(), 3, 0));
  }

  private static Pod withoutImage(int index, String help) {
    return new Pod(
        Fixtures.podName(index),
        Optional.of(Fixtures.address(index).ip()),
        Pod.Phase.IMAGE_PULL,
        "minikube",
        0,
        Fixtures.START,
        false,
        NO_IMAGE,
        help);
  }

  private static Pod stuck(int index, Pod.Phase phase, String note) {
    Optional<String> ip = Optional.of(Fixtures.address(index).ip());
    return new Pod(Fixtures.podName(index), ip, phase, "minikube", 0, Fixtures.START, note);
  }

  static MissingPermission pods() {
    return new MissingPermission("list", "pods", "default", "no pods are shown", GRANT);
  }

  static MissingPermission portForward() {
    return new MissingPermission(
        "create",
        "pods/portforward",
        "kube-system",
        "names come from EndpointSlices, not from the cluster's DNS",
        "kubectl create role roundabout-dns --verb=create --resource=pods/portforward"
            + " -n kube-system");
  }

  static Fixtures forbidden() {
    Fixtures world = heard(Fixtures.of(PROD));
    return world.apply(
        new ClusterFact.PermissionsSeen(world.now(), List.of(pods(), portForward())));
  }

  static Fixtures withoutDns() {
    Fixtures world = minikube().serve(3);
    return world.apply(new ClusterFact.PermissionsSeen(world.now(), List.of(portForward())));
  }

  static Fixtures job(JobRun.Phase phase, String words, long... answers) {
    Fixtures world = minikube().serve(3);
    return world.apply(
        new ClusterFact.JobSeen(world.now(), run("client-7f2", phase, words, answers)));
  }

  static JobRun run(String name, JobRun.Phase phase, String words, long... answers) {
    Map<String, Long> byId = new TreeMap<>();
    IntStream.range(0, answers.length).forEach(i -> byId.put(Fixtures.podName(i), answers[i]));
    return new JobRun(name, ServiceKind.CLUSTER_IP, 3000, phase, byId, words, "");
  }

  static Fixtures jobWithoutImage(String help) {
    Fixtures world = minikube().serve(3);
    JobRun run =
        new JobRun(
            "client-7f2",
            ServiceKind.CLUSTER_IP,
            3000,
            JobRun.Phase.STARTING,
            Map.of(),
            "the node cannot get the image roundabout-workload:0.1.0",
            help);
    return world.apply(new ClusterFact.JobSeen(world.now(), run));
  }

  static Fixtures jobDone() {
    return job(JobRun.Phase.SUCCEEDED, "3000 answers in 2.1 s", 3000);
  }

  static Fixtures withChoices(Choices choices) {
    Fixtures world = minikube().serve(3);
    return world.apply(new SessionFact.ChoicesSeen(world.now(), choices));
  }

  /** Contexts of a kubeconfig, the first of them local. */
  static Choices contexts(int count) {
    List<Choices.Context> contexts =
        IntStream.range(0, count).mapToObj(ApiFixtures::context).toList();
    String source = count == 0 ? "no kubeconfig: ~/.kube/config is missing" : "of ~/.kube/config";
    return new Choices(contexts, source, "", List.of(), "", List.of(), "");
  }

  private static Choices.Context context(int index) {
    if (index == 0) {
      return new Choices.Context("minikube", "https://192.168.49.2:8443", "default", "minikube");
    }
    String name = "arn:aws:eks:eu-west-1:123456789012:cluster/team-" + index;
    String server = "https://0123456789ABCDEF" + index + ".gr7.eu-west-1.eks.amazonaws.com";
    return new Choices.Context(name, server, "", "");
  }

  /** What the API of minikube answered. */
  static Choices browsed(String namespace, List<String> deployments, String trouble) {
    List<String> namespaces =
        trouble.isEmpty() ? List.of("default", "demo", "kube-system", "team-a") : List.of();
    return new Choices(
        contexts(3).contexts(),
        "of ~/.kube/config",
        "minikube",
        namespaces,
        namespace,
        deployments,
        trouble);
  }
}
