package dev.roundabout.viz.cluster.kubernetes.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Objects, their versions, patches, and what the API serves. */
final class FakeRequestsTest extends WithFake {

  private static ConfigMap map(String name, Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .addToLabels("app", name)
        .endMetadata()
        .withData(data)
        .build();
  }

  private ConfigMap get(String name) {
    return client.configMaps().inNamespace("default").withName(name).get();
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(int code, Runnable request) {
    return assertThatThrownBy(request::run)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(code));
  }

  @Test
  void objectsAreCreatedReadChangedAndDeleted() {
    ConfigMap created = client.resource(map("a", Map.of("k", "1"))).create();
    assertThat(created.getMetadata().getUid()).isNotEmpty();
    assertRefused(409, () -> client.resource(map("a", Map.of())).create())
        .hasMessageContaining("configmaps \"a\" already exists");
    created.getData().put("k", "2");
    client.resource(created).update();
    assertThat(get("a").getData()).containsEntry("k", "2");
    assertRefused(409, () -> client.resource(created).lockResourceVersion("1").update())
        .hasMessageContaining("the object has been modified");
    client.resource(created).delete();
    assertThat(get("a")).isNull();
    assertRefused(404, () -> client.resource(map("a", Map.of())).update())
        .hasMessageContaining("configmaps \"a\" not found");
  }

  @Test
  void nothingGoesIntoANamespaceThatIsMissing() {
    ConfigMap elsewhere =
        map("a", Map.of()).edit().editMetadata().withNamespace("nowhere").endMetadata().build();
    assertRefused(404, () -> client.resource(elsewhere).create())
        .hasMessageContaining("namespaces \"nowhere\" not found");
    assertThat(client.configMaps().inNamespace("nowhere").list().getItems()).isEmpty();
    assertThat(client.namespaces().withName("nowhere").get()).isNull();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName("nowhere").endMetadata().build())
        .create();
    client.resource(elsewhere).create();
    client.namespaces().withName("nowhere").delete();
    assertThat(client.configMaps().inNamespace("nowhere").list().getItems()).isEmpty();
  }

  @Test
  void selectorsChoose() {
    for (String name : List.of("a", "b", "c")) {
      client.resource(map(name, Map.of())).create();
    }
    var maps = client.configMaps().inNamespace("default");
    assertThat(maps.withLabel("app", "b").list().getItems()).hasSize(1);
    assertThat(maps.withLabelIn("app", "a", "c").list().getItems()).hasSize(2);
    assertThat(maps.withLabelNotIn("app", "a", "c").list().getItems()).hasSize(1);
    assertThat(maps.withoutLabel("app", "a").list().getItems()).hasSize(2);
    assertThat(maps.withLabel("app").list().getItems()).hasSize(3);
    assertThat(maps.withoutLabel("app").list().getItems()).isEmpty();
    assertThat(maps.withField("metadata.name", "c").list().getItems()).hasSize(1);
    assertThat(client.configMaps().inAnyNamespace().list().getItems()).hasSize(3);
  }

  @Test
  void patchesOfEachKindChangeOnlyWhatTheyName() {
    client.resource(map("a", Map.of("k", "1", "l", "1"))).create();
    var one = client.configMaps().inNamespace("default").withName("a");
    one.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"k\":\"2\",\"l\":null}}");
    assertThat(get("a").getData()).containsExactly(Map.entry("k", "2"));
    one.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"data\":{\"m\":\"3\"}}");
    assertThat(get("a").getData()).containsOnly(Map.entry("k", "2"), Map.entry("m", "3"));
    one.patch(
        PatchContext.of(PatchType.JSON),
        "[{\"op\":\"replace\",\"path\":\"/data/k\",\"value\":\"4\"}]");
    assertThat(get("a").getData()).containsEntry("k", "4");
    String version = get("a").getMetadata().getResourceVersion();
    one.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"k\":\"4\"}}");
    assertThat(get("a").getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void serverSideApplyCreatesChangesAndRemovesWhatIsItsOwn() {
    apply("first", map("a", Map.of("k", "1", "l", "1")), false);
    apply("first", map("a", Map.of("k", "2")), false);
    assertThat(get("a").getData()).containsExactly(Map.entry("k", "2"));
    client
        .configMaps()
        .inNamespace("default")
        .withName("a")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"k\":\"3\",\"m\":\"3\"}}");
    assertRefused(409, () -> apply("first", map("a", Map.of("k", "4")), false))
        .hasMessageContaining("Apply failed with 1 conflict")
        .hasMessageContaining(".data.k");
    apply("first", map("a", Map.of("k", "4")), true);
    assertThat(get("a").getData()).containsOnly(Map.entry("k", "4"), Map.entry("m", "3"));
  }

  private void apply(String manager, ConfigMap map, boolean force) {
    client.resource(map).patch(applied(manager, force));
  }

  private static PatchContext applied(String manager, boolean force) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(manager)
        .withForce(force)
        .build();
  }

  @Test
  void tellsItsVersionAndWhatItServes() {
    assertThat(client.getKubernetesVersion().getGitVersion()).isEqualTo("v1.32.0");
    assertThat(client.hasApiGroup("apps", true)).isTrue();
    assertThat(client.hasApiGroup("keda.sh", true)).isFalse();
    assertThat(client.supports(HorizontalPodAutoscaler.class)).isTrue();
    api.installKeda();
    assertThat(client.hasApiGroup("keda.sh", true)).isTrue();
  }

  @Test
  void autoscalersAreKept() {
    client
        .resource(
            new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withName("server")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withMinReplicas(2)
                .withMaxReplicas(5)
                .withNewScaleTargetRef("apps/v1", "Deployment", "server")
                .endSpec()
                .build())
        .create();
    assertThat(
            client
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace("default")
                .list()
                .getItems())
        .singleElement()
        .satisfies(hpa -> assertThat(hpa.getSpec().getMaxReplicas()).isEqualTo(5));
  }

  @Test
  void scaledObjectsAreServedWhereKedaIsInstalled() {
    assertThatThrownBy(this::scaledObjects).isInstanceOf(KubernetesClientException.class);
    api.installKeda();
    assertThat(scaledObjects()).isEmpty();
    GenericKubernetesResource scaled = new GenericKubernetesResource();
    scaled.setApiVersion("keda.sh/v1alpha1");
    scaled.setKind("ScaledObject");
    scaled.setMetadata(map("server", Map.of()).getMetadata());
    client.resource(scaled).create();
    assertThat(scaledObjects()).hasSize(1);
  }

  private List<GenericKubernetesResource> scaledObjects() {
    return client
        .genericKubernetesResources("keda.sh/v1alpha1", "ScaledObject")
        .inNamespace("default")
        .list()
        .getItems();
  }
}
