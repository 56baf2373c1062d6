package dev.roundabout.viz.cluster.kubernetes.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The rules of Pod Security <em>restricted</em>, with those of <em>baseline</em> that it contains.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 *     Standards</a>
 */
final class PodSecurity {
  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private static final Set<String> SECCOMP = Set.of("RuntimeDefault", "Localhost");

  private static final List<String> HANDLERS =
      List.of(
          "/livenessProbe",
          "/readinessProbe",
          "/startupProbe",
          "/lifecycle/preStop",
          "/lifecycle/postStart");

  private final JsonNode pod;
  private final List<String> violations = new ArrayList<>();

  private PodSecurity(JsonNode pod) {
    this.pod = pod;
  }

  /**
   * The names of the rules that a pod breaks.
   *
   * @param pod a PodSpec
   */
  static List<String> violations(JsonNode pod) {
    PodSecurity check = new PodSecurity(pod);
    check.host();
    check.volumes();
    check.podContext();
    for (String kind : List.of("containers", "initContainers", "ephemeralContainers")) {
      pod.path(kind).forEach(check::container);
    }
    return check.violations;
  }

  private void host() {
    for (String namespace : List.of("hostNetwork", "hostPID", "hostIPC")) {
      forbid(pod.path(namespace).asBoolean(), "host namespaces");
    }
    forbid(pod.at("/securityContext/windowsOptions/hostProcess").asBoolean(), "host process");
  }

  private void volumes() {
    for (JsonNode volume : pod.path("volumes")) {
      volume
          .fieldNames()
          .forEachRemaining(
              field -> forbid(!field.equals("name") && !VOLUMES.contains(field), "volume types"));
    }
  }

  private void podContext() {
    JsonNode context = pod.path("securityContext");
    forbid(isRoot(context), "running as non-root user");
    forbid(context.path("sysctls").size() > 0, "sysctls");
    forbid(context.has("seLinuxOptions"), "SELinux");
    forbid(context.at("/appArmorProfile/type").asText().equals("Unconfined"), "AppArmor");
  }

  private void container(JsonNode container) {
    JsonNode context = container.path("securityContext");
    forbid(context.path("privileged").asBoolean(), "privileged containers");
    forbid(context.path("allowPrivilegeEscalation").asBoolean(true), "privilege escalation");
    forbid(!inherited(context, "/runAsNonRoot").asBoolean(), "running as non-root");
    forbid(isRoot(context), "running as non-root user");
    forbid(!SECCOMP.contains(inherited(context, "/seccompProfile/type").asText()), "seccomp");
    forbid(!hasText(context.at("/capabilities/drop"), "ALL"), "capabilities");
    for (JsonNode added : context.at("/capabilities/add")) {
      forbid(!added.asText().equals("NET_BIND_SERVICE"), "capabilities");
    }
    forbid(!context.path("procMount").asText("Default").equals("Default"), "/proc mount type");
    forbid(context.has("seLinuxOptions"), "SELinux");
    for (JsonNode port : container.path("ports")) {
      forbid(port.path("hostPort").asInt() != 0, "host ports");
    }
    for (String handler : HANDLERS) {
      forbid(container.at(handler + "/httpGet").has("host"), "host probes");
      forbid(container.at(handler + "/tcpSocket").has("host"), "host probes");
    }
  }

  private JsonNode inherited(JsonNode context, String path) {
    JsonNode own = context.at(path);
    return own.isMissingNode() ? pod.path("securityContext").at(path) : own;
  }

  private static boolean isRoot(JsonNode context) {
    return context.has("runAsUser") && context.path("runAsUser").asInt() == 0;
  }

  private static boolean hasText(JsonNode array, String text) {
    for (JsonNode element : array) {
      if (element.asText().equals(text)) {
        return true;
      }
    }
    return false;
  }

  private void forbid(boolean broken, String rule) {
    if (broken) {
      violations.add(rule);
    }
  }
}
