package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.client.OneCall;
import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.cluster.kubernetes.Permission.Role;
import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Choices;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.JobRun;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.ServiceKind;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The list of permissions holds just what the API is really asked for. */
final class PermissionsUseTest {
  private static final String NAMESPACE = "default";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Read where it may be, and done without where not: no Role of ours grants it. */
  private static final Set<String> DONE_WITHOUT =
      Set.of(
          "get serviceaccounts",
          "get poddisruptionbudgets.policy",
          "get networkpolicies.networking.k8s.io");

  private final FakeKubernetes api = FakeKubernetes.start();

  @AfterEach
  void end() {
    api.close();
  }

  @Test
  void whoLooksAsksForWhatAViewerNeedsAndForNothingElse() throws Exception {
    api.deploy(NAMESPACE, 3);
    api.installKeda();
    try (Watched watched = new Watched(look(new Guards(true)))) {
      lookAtEverything(watched);
      await().atMost(PATIENCE).until(() -> asked(NAMESPACE).contains("list scaledobjects.keda.sh"));
    }
    Set<String> asked = asked(NAMESPACE);
    asked.removeAll(DONE_WITHOUT);
    assertThat(asked).isEqualTo(listed(each -> each.role() == Role.VIEWER));
    assertThat(asked(Permission.DNS_NAMESPACE)).isEqualTo(listedForDns());
  }

  @Test
  void whoChangesThingsAsksForWhatAPresenterNeedsAndForNothingElse() throws Exception {
    api.installKeda();
    try (Watched watched = new Watched(look(new Guards(false)))) {
      watched.cluster().apply(new Action.DeployDemo(Optional.empty()));
      watched.awaitReady(3);
      lookAtEverything(watched);
      changeEverything(watched);
      watched.cluster().apply(new Action.RemoveDemo());
    }
    assertThat(asked(NAMESPACE)).isEqualTo(listed(each -> true));
  }

  private KubernetesCluster look(Guards guards) throws IOException {
    return FakeClusters.of(api, "minikube", Locality.MINIKUBE, guards, Wish.NONE);
  }

  private void lookAtEverything(Watched watched) throws IOException {
    browse();
    List<Pod> pods = watched.awaitReady(3);
    var unused = watched.cluster().names().lookup(watched.cluster().info().headlessName());
    OneCall.answer(watched.cluster().reach().to(watched.address(pods.get(0))), PATIENCE);
  }

  private void browse() throws IOException {
    try (KubernetesClient client = FakeClusters.client(api.kubeconfig("minikube"))) {
      Choices.Context context =
          new Choices.Context("minikube", api.server(), NAMESPACE, "minikube");
      var unused =
          new Browser(client, FakeClusters.origin(api, "minikube"))
              .browse(Choices.NONE, context, NAMESPACE);
    }
  }

  private void changeEverything(Watched watched) throws Exception {
    watched.cluster().apply(new Action.DeployDemo(Optional.empty()));
    watched.cluster().apply(new Action.Scale(2));
    List<Pod> pods = watched.awaitReady(2);
    watched.cluster().apply(new Action.Kill(pods.get(0).name(), false));
    watched.awaitReady(2);
    watched.cluster().apply(new Action.Restart());
    watched
        .cluster()
        .apply(
            new Action.SetConnectionAge(
                Optional.of(new ConnectionAge(Duration.ofSeconds(9), Optional.empty()))));
    drainOneNode(watched);
    runJob(watched);
  }

  private void drainOneNode(Watched watched) throws Exception {
    watched.cluster().apply(new Action.Drain(watched.awaitReady(2).get(0).node(), false));
    await().atMost(PATIENCE).until(() -> asked(NAMESPACE).contains("create pods/eviction"));
    watched.awaitReady(2);
  }

  private void runJob(Watched watched) throws Exception {
    watched.cluster().apply(new Action.RunJob(ServiceKind.HEADLESS, 3, 1, false));
    await().atMost(PATIENCE).until(() -> !jobs().isEmpty());
    String job = jobs().get(0).getMetadata().getName();
    api.awaitRunning(NAMESPACE, job);
    await().atMost(PATIENCE).until(() -> asked(NAMESPACE).contains("get pods/log"));
    api.finish(NAMESPACE, job, 0);
    watched.eventually(
        () ->
            assertThat(watched.snapshot().cluster().api().job().orElseThrow().phase())
                .isEqualTo(JobRun.Phase.SUCCEEDED));
  }

  private List<Job> jobs() {
    return api.client().batch().v1().jobs().inNamespace(NAMESPACE).list().getItems();
  }

  private Set<String> asked(String namespace) {
    return api.asked().stream()
        .filter(each -> each.namespace().equals(namespace))
        .filter(each -> !each.resource().equals("namespaces")) // known without: it is a help only
        .map(each -> words(each.verb(), each.resource(), each.group()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> listed(Predicate<Permission> which) {
    return words(which.and(each -> each.where() == Permission.Where.TARGET));
  }

  private static Set<String> listedForDns() {
    return words(each -> each.where() == Permission.Where.DNS);
  }

  private static Set<String> words(Predicate<Permission> which) {
    return Permissions.all().stream()
        .filter(which)
        .map(each -> words(each.verb(), each.resource(), each.group()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String words(String verb, String resource, String group) {
    return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
  }
}
