package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.kubernetes.PermissionChecks.Circumstances;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a missing permission is told as, and whether one can do without it. */
class PermissionChecksTest {
  private static final Circumstances PLAIN = new Circumstances(32, false);

  private static List<Check> without(Set<String> denied, Circumstances circumstances) {
    return without(denied, circumstances, info("default", false));
  }

  private static List<Check> without(
      Set<String> denied, Circumstances circumstances, ClusterInfo info) {
    return new PermissionChecks(
            (permission, namespace) ->
                !denied.contains(
                    permission.verb() + " " + permission.resource() + " in " + namespace),
            circumstances,
            info)
        .run();
  }

  private static ClusterInfo info(String serviceNamespace, boolean direct) {
    return new ClusterInfo(
        new Origin("prod", "a test", false, "prod", "https://prod:6443", direct),
        "default",
        "server",
        "server-headless." + serviceNamespace + ".svc.cluster.local",
        "server." + serviceNamespace + ".svc.cluster.local",
        9090,
        9090);
  }

  private static Check one(List<Check> checks, String name) {
    return checks.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatIsLostIsASentence() {
    Check check = one(without(Set.of("watch pods in default"), PLAIN), "may list, watch pods");
    assertThat(check.ok()).isFalse();
    assertThat(check.detail())
        .isEqualTo("not watch in default; what is lost: the pods and what becomes of them");
    assertThat(check.nextStep())
        .contains("-n default create role roundabout-watch-pods --verb=watch --resource=pods");
  }

  @Test
  void oneCanLookWithoutEventsRolloutsAndScalers() {
    Set<String> denied =
        Set.of(
            "list events in default",
            "watch replicasets in default",
            "list horizontalpodautoscalers in default",
            "list scaledobjects in default",
            "list pods in kube-system");
    List<Check> checks = without(denied, new Circumstances(32, true));
    assertThat(checks).allMatch(Check::ok);
    assertThat(checks).filteredOn(check -> !check.nextStep().isEmpty()).hasSize(5);
  }

  @Test
  void withoutKedaNobodyAsksForItsResources() {
    assertThat(without(Set.of(), PLAIN)).noneMatch(check -> check.name().contains("scaledobjects"));
    assertThat(without(Set.of(), new Circumstances(32, true)))
        .anyMatch(check -> check.name().contains("scaledobjects"));
  }

  @Test
  void aPortForwardTakesCreateAsWellSince135() {
    Set<String> noGet = Set.of("get pods/portforward in default");
    Set<String> noCreate = Set.of("create pods/portforward in default");
    assertThat(one(without(noGet, PLAIN), "may get pods/portforward").ok()).isFalse();
    assertThat(one(without(noCreate, PLAIN), "may get pods/portforward").ok()).isTrue();
    Circumstances newer = new Circumstances(35, false);
    assertThat(one(without(noGet, newer), "may get, create pods/portforward").ok()).isFalse();
    assertThat(one(without(noCreate, newer), "may get, create pods/portforward").ok()).isFalse();
  }

  @Test
  void whoGoesStraightNeedsNoWayIn() {
    Set<String> denied = Set.of("get pods/portforward in default", "list pods in kube-system");
    assertThat(without(denied, PLAIN, info("default", true)))
        .allMatch(Check::ok)
        .noneMatch(check -> check.name().contains("portforward"));
  }

  @Test
  void servicesOfAnotherNamespaceAreAskedForThere() {
    Set<String> denied = Set.of("watch endpointslices in shop");
    List<Check> checks = without(denied, PLAIN, info("shop", false));
    assertThat(checks)
        .filteredOn(check -> !check.ok())
        .singleElement()
        .satisfies(check -> assertThat(check.detail()).startsWith("not watch in shop"));
    assertThat(without(denied, PLAIN)).allMatch(Check::ok);
  }
}
