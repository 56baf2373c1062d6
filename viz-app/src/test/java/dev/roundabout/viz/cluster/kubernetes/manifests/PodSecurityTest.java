package dev.roundabout.viz.cluster.kubernetes.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pods of k8s/ keep every rule of Pod Security restricted, and each rule can fail. */
class PodSecurityTest {
  private static final String POD = "/spec/template/spec";

  private static Map<String, JsonNode> workloads() throws IOException {
    Map<String, JsonNode> workloads = new TreeMap<>();
    for (String folder : List.of("base", "overlays/minikube", "client-job")) {
      Kustomize.render(Yaml.K8S.resolve(folder))
          .byName()
          .forEach(
              (name, resource) -> {
                if (resource.at(POD).isObject()) {
                  workloads.put(folder + " " + name, resource);
                }
              });
    }
    return workloads;
  }

  @TestFactory
  List<DynamicTest> every_pod_is_restricted() throws IOException {
    Map<String, JsonNode> workloads = workloads();
    assertThat(workloads).hasSize(7);
    return workloads.entrySet().stream()
        .map(
            workload ->
                DynamicTest.dynamicTest(
                    workload.getKey(), () -> assertRestricted(workload.getValue().at(POD))))
        .toList();
  }

  private static void assertRestricted(JsonNode pod) {
    assertThat(PodSecurity.violations(pod)).isEmpty();
    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    for (JsonNode container : pod.path("containers")) {
      assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(container.at("/resources/requests").fieldNames())
          .toIterable()
          .contains("cpu", "memory");
      assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
      assertThat(container.path("imagePullPolicy").asText()).isEqualTo("IfNotPresent");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "host namespaces | add | /hostNetwork | true",
        "host namespaces | add | /hostPID | true",
        "host namespaces | add | /hostIPC | true",
        "host process | add | /securityContext/windowsOptions | {\"hostProcess\": true}",
        "volume types | add | /volumes/- | {\"name\": \"x\", \"hostPath\": {\"path\": \"/\"}}",
        "sysctls | add | /securityContext/sysctls | [{\"name\": \"a\", \"value\": \"b\"}]",
        "SELinux | add | /securityContext/seLinuxOptions | {\"type\": \"spc_t\"}",
        "AppArmor | add | /securityContext/appArmorProfile | {\"type\": \"Unconfined\"}",
        "running as non-root | replace | /securityContext/runAsNonRoot | false",
        "running as non-root | add | /containers/0/securityContext/runAsNonRoot | false",
        "running as non-root user | replace | /securityContext/runAsUser | 0",
        "running as non-root user | add | /containers/0/securityContext/runAsUser | 0",
        "seccomp | remove | /securityContext/seccompProfile | null",
        "seccomp | replace | /securityContext/seccompProfile/type | \"Unconfined\"",
        "privileged containers | add | /containers/0/securityContext/privileged | true",
        "privilege escalation | remove"
            + " | /containers/0/securityContext/allowPrivilegeEscalation | null",
        "capabilities | replace | /containers/0/securityContext/capabilities/drop | []",
        "capabilities | add | /containers/0/securityContext/capabilities/add | [\"SYS_ADMIN\"]",
        "/proc mount type | add | /containers/0/securityContext/procMount | \"Unmasked\"",
        "host ports | add | /containers/0/ports/0/hostPort | 9090",
        "host probes | add | /containers/0/livenessProbe/httpGet | {\"host\": \"a\"}",
        "running as non-root user | add | /initContainers"
            + " | [{\"securityContext\": {\"runAsUser\": 0}}]",
      })
  void a_broken_rule_is_named(String rule, String operation, String path, String value)
      throws IOException {
    JsonNode pod = Kustomize.render(Yaml.K8S.resolve("base")).get("Deployment/server").at(POD);
    String patch =
        "[{\"op\": \"%s\", \"path\": \"%s\", \"value\": %s}]".formatted(operation, path, value);
    JsonNode broken = Yaml.patched(pod, Yaml.documents(patch).get(0));
    assertThat(PodSecurity.violations(broken)).contains(rule);
  }
}
