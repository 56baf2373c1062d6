package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Demo;
import dev.roundabout.viz.model.Demo.State;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deploy demo makes what is missing, and Remove demo takes away just that. */
class DemoResourcesTest {
  private static final String NAMESPACE = "stage";

  private final FakeKubernetes api = FakeKubernetes.start();
  private final KubernetesClient client = client(api);
  private final DemoResources demo = new DemoResources(client, NAMESPACE);

  static KubernetesClient client(FakeKubernetes api) {
    Config config = Config.fromKubeconfig(api.kubeconfig());
    config.setRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new JdkHttpClientFactory())
        .build();
  }

  @BeforeEach
  void makeNamespace() {
    api.namespace(NAMESPACE);
  }

  @AfterEach
  void close() {
    client.close();
    api.close();
  }

  @Test
  void an_empty_namespace_has_nothing_of_it() {
    assertThat(states())
        .hasSize(6)
        .containsOnlyKeys(
            "ServiceAccount server",
            "NetworkPolicy server",
            "Service server",
            "Service server-headless",
            "Deployment server",
            "PodDisruptionBudget server");
    assertThat(states().values()).containsOnly(State.ABSENT);
    assertThat(demo.state().isRemovable()).isFalse();
  }

  @Test
  void deploying_makes_every_part_and_its_pods_get_ready() throws Exception {
    demo.deploy(Optional.empty());
    assertThat(states().values()).containsOnly(State.OURS);
    api.awaitReady(NAMESPACE, 3);
    Deployment made = deployment().get();
    assertThat(made.getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds())
        .isEqualTo(30);
  }

  @Test
  void removing_takes_away_what_deploying_made() throws Exception {
    demo.deploy(Optional.empty());
    api.awaitReady(NAMESPACE, 3);
    demo.remove();
    assertThat(states().values()).containsOnly(State.ABSENT);
    api.awaitReady(NAMESPACE, 0);
    demo.remove();
  }

  @Test
  void what_somebody_else_made_is_shown_and_left_alone() throws Exception {
    Service theirs = service("server", Map.of("team", "a"));
    demo.deploy(Optional.empty());
    assertThat(states())
        .containsEntry("Service server", State.FOREIGN)
        .containsEntry("Deployment server", State.OURS);
    demo.remove();
    assertThat(states())
        .containsEntry("Service server", State.FOREIGN)
        .containsEntry("Deployment server", State.ABSENT);
    Service after = client.services().inNamespace(NAMESPACE).withName("server").get();
    assertThat(after.getMetadata().getResourceVersion())
        .isEqualTo(theirs.getMetadata().getResourceVersion());
  }

  @Test
  void another_managers_label_does_not_make_it_ours() {
    service("server", Map.of(Manifests.MANAGED_BY, "Helm"));
    assertThat(states()).containsEntry("Service server", State.FOREIGN);
  }

  /** Services beside a Deployment with other labels would find no pod. */
  @Test
  void a_deployment_of_somebody_else_is_a_reason_to_refuse() {
    Deployment theirs =
        Manifests.base().stream()
            .filter(Deployment.class::isInstance)
            .map(Deployment.class::cast)
            .findFirst()
            .orElseThrow();
    client
        .resource(
            new DeploymentBuilder(theirs).editMetadata().withLabels(Map.of()).endMetadata().build())
        .inNamespace(NAMESPACE)
        .create();
    assertThatThrownBy(() -> demo.deploy(Optional.empty()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("server")
        .hasMessageContaining("choose another namespace");
    assertThat(states()).containsEntry("Service server", State.ABSENT);
  }

  @Test
  void deploying_again_keeps_the_replicas_and_mends_the_rest() throws Exception {
    demo.deploy(Optional.empty());
    deployment().scale(5);
    client.services().inNamespace(NAMESPACE).withName("server-headless").delete();
    client
        .services()
        .inNamespace(NAMESPACE)
        .withName("server")
        .edit(
            service ->
                new ServiceBuilder(service)
                    .editSpec()
                    .editFirstPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build());
    demo.deploy(Optional.empty());
    assertThat(states().values()).containsOnly(State.OURS);
    assertThat(deployment().get().getSpec().getReplicas()).isEqualTo(5);
    assertThat(
            client
                .services()
                .inNamespace(NAMESPACE)
                .withName("server")
                .get()
                .getSpec()
                .getPorts()
                .get(0)
                .getPort())
        .isEqualTo(9090);
  }

  @Test
  void an_image_that_was_named_stays_until_another_one_is() throws Exception {
    assertThat(demo.state().image()).isEqualTo(Manifests.image());
    demo.deploy(Optional.of("registry.example.com/team/roundabout-workload:0.1.0"));
    assertThat(image()).isEqualTo("registry.example.com/team/roundabout-workload:0.1.0");
    demo.deploy(Optional.empty());
    assertThat(image()).isEqualTo("registry.example.com/team/roundabout-workload:0.1.0");
    assertThat(demo.state().image()).isEqualTo(image());
    demo.deploy(Optional.of(Manifests.image()));
    assertThat(image()).isEqualTo(Manifests.image());
  }

  /** As the help for an image that is missing says it. */
  @Test
  void an_image_that_kubectl_set_stays() throws Exception {
    demo.deploy(Optional.empty());
    // A patch: the controllers change the Deployment too, and an edit of an older one is refused.
    deployment()
        .patch(
            PatchContext.of(PatchType.JSON),
            """
            [{"op": "replace",
              "path": "/spec/template/spec/containers/0/image",
              "value": "example.com/team/talk:7"}]""");
    demo.deploy(Optional.empty());
    assertThat(image()).isEqualTo("example.com/team/talk:7");
  }

  private String image() {
    return Manifests.image(deployment().get()).orElseThrow();
  }

  @Test
  void a_part_that_may_not_be_seen_is_left_out() {
    api.trouble().forbid("get", "networkpolicies");
    Demo state = demo.state();
    assertThat(state.parts()).hasSize(5).noneMatch(part -> part.kind().equals("NetworkPolicy"));
  }

  @Test
  void what_the_api_refuses_is_said() {
    api.trouble().forbid("patch", "services");
    assertThatThrownBy(() -> demo.deploy(Optional.empty()))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("services");
    DemoResources nowhere = new DemoResources(client, "no-such-namespace");
    assertThatThrownBy(() -> nowhere.deploy(Optional.empty()))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("no-such-namespace");
  }

  private Service service(String name, Map<String, String> labels) {
    return client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build())
        .inNamespace(NAMESPACE)
        .create();
  }

  private Resource<Deployment> deployment() {
    return client.apps().deployments().inNamespace(NAMESPACE).withName("server");
  }

  private Map<String, State> states() {
    return demo.state().parts().stream()
        .collect(Collectors.toMap(part -> part.kind() + " " + part.name(), Demo.Part::state));
  }
}
