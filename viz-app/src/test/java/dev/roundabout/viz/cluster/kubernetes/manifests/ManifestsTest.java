package dev.roundabout.viz.cluster.kubernetes.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roundabout.viz.cluster.kubernetes.manifests.Kustomize.Rendered;
import dev.roundabout.workload.DurationConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The resources fit each other, the server and the image. */
class ManifestsTest {
  private static final String POD = "/spec/template/spec";
  private static final String SERVER = POD + "/containers/0";

  private Rendered base = new Rendered(Map.of());
  private Rendered jobs = new Rendered(Map.of());

  @BeforeEach
  void render() throws IOException {
    base = Kustomize.render(Yaml.K8S.resolve("base"));
    jobs = Kustomize.render(Yaml.K8S.resolve("client-job"));
  }

  @Test
  void the_demo_is_whole() {
    assertThat(base.byName().keySet())
        .containsExactlyInAnyOrder(
            "Deployment/server",
            "NetworkPolicy/server",
            "PodDisruptionBudget/server",
            "Service/server",
            "Service/server-headless",
            "ServiceAccount/server");
    assertThat(jobs.byName().keySet())
        .containsExactlyInAnyOrder(
            "Job/client-cluster-ip",
            "Job/client-cluster-ip-concurrent",
            "Job/client-headless",
            "Job/client-headless-concurrent",
            "Job/client-new-connections");
  }

  /** Remove demo goes by this label, and the guard by nothing else. */
  @Test
  void everything_says_who_manages_it() {
    List<JsonNode> all = new ArrayList<>(base.all());
    all.addAll(jobs.all());
    for (JsonNode resource : all) {
      assertThat(label(resource.at("/metadata/labels"), "managed-by"))
          .as(Yaml.name(resource))
          .isEqualTo("roundabout");
    }
    assertThat(label(deployment().at("/spec/template/metadata/labels"), "managed-by"))
        .isEqualTo("roundabout");
  }

  @Test
  void everything_selects_the_servers_and_not_the_clients() {
    JsonNode servers = deployment().at("/spec/template/metadata/labels");
    List<JsonNode> selectors =
        List.of(
            deployment().at("/spec/selector/matchLabels"),
            base.get("Service/server").at("/spec/selector"),
            base.get("Service/server-headless").at("/spec/selector"),
            base.get("PodDisruptionBudget/server").at("/spec/selector/matchLabels"),
            base.get("NetworkPolicy/server").at("/spec/podSelector/matchLabels"));
    for (JsonNode selector : selectors) {
      assertThat(selects(selector, servers)).isTrue();
      jobs.all()
          .forEach(
              job ->
                  assertThat(selects(selector, job.at("/spec/template/metadata/labels")))
                      .isFalse());
    }
  }

  @Test
  void the_services_lead_to_the_port_of_the_server() {
    String port = deployment().at(SERVER + "/ports/0/name").asText();
    int number = deployment().at(SERVER + "/ports/0/containerPort").asInt();
    for (String service : List.of("Service/server", "Service/server-headless")) {
      assertThat(base.get(service).at("/spec/ports")).hasSize(1);
      assertThat(base.get(service).at("/spec/ports/0/targetPort").asText()).isEqualTo(port);
      // A headless Service does not translate its port.
      assertThat(base.get(service).at("/spec/ports/0/port").asInt()).isEqualTo(number);
    }
    assertThat(base.get("Service/server-headless").at("/spec/clusterIP").asText())
        .isEqualTo("None");
    assertThat(env("PORT").path("value").asText()).isEqualTo(String.valueOf(number));
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      assertThat(deployment().at(SERVER + "/" + probe + "/grpc/port").asInt()).isEqualTo(number);
    }
    JsonNode policy = base.get("NetworkPolicy/server").at("/spec/ingress");
    assertThat(policy).hasSize(1);
    assertThat(policy.at("/0/ports/0/port").asInt()).isEqualTo(number);
    assertThat(policy.get(0).has("from")).isFalse();
  }

  /** SIGKILL comes when the grace is over, which begins with preStop. */
  @Test
  void a_pod_can_wait_and_drain_within_its_grace() {
    List<String> preStop = new ArrayList<>();
    deployment()
        .at(SERVER + "/lifecycle/preStop/exec/command")
        .forEach(word -> preStop.add(word.asText()));
    assertThat(preStop).contains("dev.roundabout.workload.Pause").startsWith("java");
    DurationConverter durations = new DurationConverter();
    Duration pause = Duration.ofSeconds(Long.parseLong(preStop.get(preStop.size() - 1)));
    Duration drain = durations.convert(env("DRAIN").path("value").asText());
    Duration grace =
        Duration.ofSeconds(deployment().at(POD + "/terminationGracePeriodSeconds").asLong());
    assertThat(pause).isPositive();
    assertThat(pause.plus(drain).plusSeconds(2)).isLessThan(grace);
  }

  @Test
  void a_pod_knows_its_names() {
    assertThat(env("POD_NAME").at("/valueFrom/fieldRef/fieldPath").asText())
        .isEqualTo("metadata.name");
    assertThat(env("NODE_NAME").at("/valueFrom/fieldRef/fieldPath").asText())
        .isEqualTo("spec.nodeName");
  }

  @Test
  void the_image_is_the_one_that_the_build_makes() throws IOException {
    Matcher made =
        Pattern.compile("<workload.image>(.+)</workload.image>")
            .matcher(Files.readString(Path.of("..", "pom.xml")));
    assertThat(made.find()).isTrue();
    assertThat(deployment().at(SERVER + "/image").asText()).isEqualTo(made.group(1));
    jobs.all()
        .forEach(job -> assertThat(job.at(SERVER + "/image").asText()).isEqualTo(made.group(1)));
  }

  /** {@code mvn … jib:build} runs in every module that Maven builds on the way. */
  @Test
  void only_the_workload_is_made_into_an_image() throws IOException {
    assertThat(Files.readString(Path.of("..", "pom.xml"))).contains("<jib.skip>true</jib.skip>");
    assertThat(Files.readString(Path.of("..", "workload", "pom.xml")))
        .contains("<jib.skip>false</jib.skip>");
  }

  @Test
  void the_jobs_call_the_services() {
    assertThat(args("client-cluster-ip")).isEqualTo(args("server", "pick_first", 3000, 1));
    assertThat(args("client-cluster-ip-concurrent"))
        .isEqualTo(args("server", "pick_first", 3000, 3000));
    assertThat(args("client-new-connections"))
        .startsWith(args("server", "pick_first", 300, 1).toArray(String[]::new))
        .endsWith("--new-connection-per-call");
    assertThat(args("client-headless-concurrent"))
        .isEqualTo(args("server-headless", "round_robin", 3000, 3000));
    assertThat(args("client-headless")).isEqualTo(args("server-headless", "round_robin", 3000, 1));
    for (JsonNode job : jobs.all()) {
      assertThat(job.at("/spec/backoffLimit").asInt(6)).isZero();
      assertThat(job.at("/spec/ttlSecondsAfterFinished").asInt()).isPositive();
      assertThat(job.at(POD + "/restartPolicy").asText()).isEqualTo("Never");
    }
  }

  @Test
  void scalers_own_the_replicas_of_the_deployment() throws IOException {
    for (String component : List.of("hpa", "keda")) {
      Path folder = Yaml.K8S.resolve("components").resolve(component);
      String patches = Yaml.file(folder.resolve("kustomization.yaml")).path("patches").toString();
      assertThat(patches).contains("op: remove", "path: /spec/replicas");
      String file = component.equals("hpa") ? "horizontal-pod-autoscaler" : "scaled-object";
      JsonNode target = Yaml.file(folder.resolve(file + ".yaml")).at("/spec/scaleTargetRef");
      assertThat(target.path("kind").asText() + "/" + target.path("name").asText())
          .isEqualTo(Yaml.name(deployment()));
    }
  }

  private List<String> args(String job) {
    List<String> args = new ArrayList<>();
    jobs.get("Job/" + job).at(SERVER + "/args").forEach(arg -> args.add(arg.asText()));
    return args;
  }

  private static List<String> args(String service, String policy, int requests, int concurrency) {
    return List.of(
        "client",
        "--target=dns:///" + service + ":9090",
        "--policy=" + policy,
        "--requests=" + requests,
        "--concurrency=" + concurrency,
        "--deadline=10s");
  }

  private JsonNode deployment() {
    return base.get("Deployment/server");
  }

  private JsonNode env(String name) {
    for (JsonNode variable : deployment().at(SERVER + "/env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable;
      }
    }
    throw new AssertionError("the server gets no " + name);
  }

  private static String label(JsonNode labels, String name) {
    return labels.path("app.kubernetes.io/" + name).asText();
  }

  private static boolean selects(JsonNode selector, JsonNode labels) {
    assertThat(selector.size()).isPositive();
    for (Map.Entry<String, JsonNode> label : selector.properties()) {
      if (!label.getValue().equals(labels.path(label.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
