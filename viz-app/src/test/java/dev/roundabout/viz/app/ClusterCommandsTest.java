package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.kubernetes.Kubeconfigs;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What changes a cluster from the terminal. */
class ClusterCommandsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String ONE = "11111111-2222-3333-4444-555555555555";
  private static final String TWO = "99999999-8888-7777-6666-555555555555";

  @TempDir Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeKubernetes api;

  @BeforeEach
  void start() {
    api = FakeKubernetes.start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_local_cluster_gets_the_demo_and_loses_it_without_a_question() throws IOException {
    files().home(api.kubeconfig());
    assertThat(run("", "deploy")).describedAs(err.toString()).isZero();
    assertThat(out.toString())
        .contains("minikube", api.server(), "default/server")
        .contains("Deployment", "server-headless", "made by Roundabout")
        .contains(
            "3 of 3 pods ready", "Next: roundabout window --context=minikube --namespace=default");
    assertThat(deployments()).containsExactly("server");
    assertThat(run("", "undeploy")).describedAs(err.toString()).isZero();
    assertThat(out.toString()).containsPattern("Deployment +server +taken away");
    assertThat(deployments()).isEmpty();
  }

  @Test
  void the_demo_gets_the_image_that_is_named_and_keeps_it() throws IOException {
    files().home(api.kubeconfig());
    String image = "registry.example.com/team/roundabout-workload:0.1.0";
    assertThat(run("", "deploy", "--image=" + image)).describedAs(err.toString()).isZero();
    assertThat(image()).isEqualTo(image);
    assertThat(run("", "deploy")).describedAs(err.toString()).isZero();
    assertThat(image()).isEqualTo(image);
    assertThat(run("", "deploy", "--image=")).isEqualTo(2);
    assertThat(err.toString()).contains("--image");
  }

  @Test
  void a_service_of_somebody_else_is_named_with_the_next_step() throws IOException {
    files().home(api.kubeconfig());
    service("server");
    service("mine");
    assertThat(run("", "deploy")).describedAs(err.toString()).isZero();
    assertThat(out.toString()).contains("somebody else, left alone");
    assertThat(err.toString())
        .contains("Service server in default", "may not lead to the demo's pods", " --service.")
        .doesNotContain("--headless-service");
    err.getBuffer().setLength(0);
    assertThat(run("", "deploy", "--service=mine")).isZero();
    assertThat(err.toString()).as("it is not looked at any more").isEmpty();
  }

  private void service(String name) {
    api.client()
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build())
        .inNamespace("default")
        .create();
  }

  private String image() {
    return api.client()
        .apps()
        .deployments()
        .inNamespace("default")
        .withName("server")
        .get()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getImage();
  }

  @Test
  void another_cluster_asks_for_the_deployments_name() throws IOException {
    files().home(api.kubeconfig("prod"));
    assertThat(run("", "deploy")).isEqualTo(2);
    assertThat(run("yes\n", "deploy")).isEqualTo(2);
    assertThat(run("", "deploy", "--yes-change=prod")).isEqualTo(2);
    assertThat(run("server\n", "deploy", "--read-only")).isEqualTo(2);
    assertThat(deployments()).isEmpty();
    assertThat(out.toString()).contains("prod is not a local cluster", "(server)");
    assertThat(err.toString()).contains("Nothing was changed", "--yes-change server");

    assertThat(run("server\n", "deploy")).describedAs(err.toString()).isZero();
    assertThat(run("", "undeploy", "--yes-change=server")).describedAs(err.toString()).isZero();
    assertThat(deployments()).isEmpty();
  }

  @Test
  void a_run_that_would_change_a_locked_cluster_is_refused_before_it_starts() throws IOException {
    files().home(api.kubeconfig("prod"));
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    String[] run = {"run", "--context=prod", "--scale=2@1s", "--kill=any@2s", "--for=3s"};
    assertThat(run("", run)).isEqualTo(2);
    assertThat(err.toString())
        .contains("--scale 2@1s, --kill any@2s", "prod is not a local cluster")
        .contains("give --yes-change server");
    assertThat(out.toString()).doesNotContain("you scaled");
    assertThat(run("", "run", "--context=prod", "--scale=2@1s", "--for=3s", "--yes-change=wbe"))
        .isEqualTo(2);
    assertThat(run("", "run", "--context=prod", "--scale=2@1s", "--for=3s", "--yes-change=server"))
        .describedAs(err.toString())
        .isZero();
    assertThat(out.toString()).contains("you scaled server 1 → 2");
  }

  @Test
  void pods_that_cannot_get_ready_end_a_deployment_with_a_failure() throws IOException {
    files().home(api.kubeconfig());
    api.trouble().imageMissing(true);
    assertThat(run("", "deploy")).isEqualTo(1);
    assertThat(out.toString()).contains("0 of 3 pods ready").doesNotContain("Next:");
    assertThat(err.toString()).contains("The pods cannot get ready: server-", "ImagePullBackOff");
  }

  @Test
  void a_missing_permission_is_named_and_ends_with_one() throws IOException {
    files().home(api.kubeconfig());
    api.trouble().forbid("patch", "deployments");
    assertThat(run("", "deploy")).isEqualTo(1);
    assertThat(err.toString()).contains("patch", "deployments");
  }

  @Test
  void a_run_says_what_is_not_allowed() throws IOException {
    files().home(api.kubeconfig());
    api.deploy("default", 1);
    api.trouble().forbid("list", "events");
    assertThat(run("", "run", "--for=2s")).describedAs(err.toString()).isZero();
    assertThat(out.toString()).containsOnlyOnce("not allowed: list events in default");
  }

  @Test
  void a_run_says_that_its_deployment_is_not_there_and_what_to_do() throws IOException {
    files().home(api.kubeconfig());
    api.deploy("default", 1);
    assertThat(run("", "run", "--context=minikube", "--deployment=wbe", "--for=2s")).isEqualTo(1);
    assertThat(err.toString()).contains("Not one call was answered.");
    assertThat(out.toString())
        .containsOnlyOnce("There is no Deployment wbe in namespace default; choose another one");
  }

  @Test
  void a_run_says_what_scales_the_deployment_and_that_it_undoes_what_is_set_by_hand()
      throws IOException {
    files().home(api.kubeconfig());
    api.deploy("default", 1);
    hpa();
    assertThat(run("", "run", "--context=minikube", "--scale=2@2s", "--for=3s"))
        .describedAs(err.toString())
        .isZero();
    assertThat(out.toString())
        .containsOnlyOnce(
            "HorizontalPodAutoscaler by-cpu scales server: 2 to 7, target cpu 60%; it undoes")
        .containsOnlyOnce("HorizontalPodAutoscaler by-cpu owns the replicas of server and will");
  }

  private void hpa() {
    api.client()
        .resource(
            """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: by-cpu, namespace: default}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: server}
              minReplicas: 2
              maxReplicas: 7
              metrics:
              - type: Resource
                resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}
            """)
        .create();
  }

  @Test
  void experiments_do_not_wait_for_a_deployment_that_is_not_there() throws IOException {
    files().home(api.kubeconfig());
    assertThat(run("", "experiments", "--context=minikube", "--deployment=wbe")).isEqualTo(1);
    assertThat(err.toString())
        .contains("Nothing was done: There is no Deployment wbe in namespace default");
  }

  @Test
  void read_only_holds_for_a_local_cluster_as_well() throws IOException {
    files().home(api.kubeconfig());
    assertThat(run("", "deploy", "--read-only")).isNotZero();
    assertThat(err.toString()).contains("--read-only");
    assertThat(deployments()).isEmpty();
  }

  @Test
  void experiments_do_not_begin_where_nothing_may_be_changed() throws IOException {
    files().home(api.kubeconfig("prod"));
    assertThat(run("", "experiments", "--context=prod")).isEqualTo(1);
    assertThat(err.toString()).contains("Nothing was done", "not a local", "--yes-change server");
    assertThat(run("", "experiments", "--context=prod", "--read-only")).isEqualTo(1);
    assertThat(err.toString()).contains("start without it");
    assertThat(out.toString()).contains("prod").doesNotContain("✓", "✗");
  }

  @Test
  void an_api_that_is_down_ends_with_one_and_the_next_step() throws IOException {
    files().home(api.kubeconfig());
    api.trouble().down();
    assertThat(run("", "deploy")).isEqualTo(1);
    assertThat(err.toString()).contains("minikube", api.server());
  }

  @Test
  void a_job_is_followed_and_its_answers_are_counted() throws Exception {
    files().home(api.kubeconfig());
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    FutureTask<Integer> code =
        new FutureTask<>(() -> run("", "job", "--requests=3", "--via=headless"));
    // Not on the common pool: on two processors Java 25 gives that one thread, which clients need.
    new Thread(code, "job command").start();
    await().atMost(PATIENCE).until(() -> !jobs().isEmpty());
    String job = jobs().get(0);
    api.awaitRunning("default", job);
    api.print("default", job, ONE);
    api.print("default", job, TWO);
    api.print("default", job, ONE);
    api.finish("default", job, 0);
    assertThat(code.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .describedAs(out + "\n" + err)
        .isZero();
    assertThat(out.toString()).contains("      2 " + ONE, "      1 " + TWO, "succeeded");
  }

  @Test
  void a_job_that_nobody_may_look_at_ends_with_one_and_the_lines_that_grant_it()
      throws IOException {
    files().home(api.kubeconfig());
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    for (String resource : List.of("jobs", "pods")) {
      api.trouble().forbid("list", resource, "default");
    }
    assertThat(run("", "job", "--requests=3")).describedAs(out + "\n" + err).isEqualTo(1);
    assertThat(out.toString())
        .contains("failed: it runs on in the cluster", "not allowed: list jobs in default")
        .contains("--resource=jobs.batch", "--verb=list,watch --resource=pods");
  }

  @Test
  void preflight_says_what_is_there_and_what_to_do() throws IOException {
    files().home(api.kubeconfig());
    assertThat(run("", "preflight")).isEqualTo(1);
    assertThat(out.toString()).contains("FAIL Deployment", "→");
    out.getBuffer().setLength(0);
    api.deploy("default", 2);
    api.awaitReady("default", 2);
    assertThat(run("", "preflight")).describedAs(out.toString()).isZero();
    assertThat(out.toString())
        .contains("ok   API: ", "ok   version: ")
        .doesNotContain("FAIL", "warn");
    api.trouble().forbid("delete", "pods");
    assertThat(run("", "preflight")).isZero();
    assertThat(out.toString())
        .contains("warn may get, delete pods: not delete in default; what is lost: killing a pod");
    assertThat(run("", "preflight", "--local")).isEqualTo(2);
  }

  /** As YAML makes one of a block; no header may hold it, and an HTTP client quotes it whole. */
  @Test
  void a_token_with_a_line_break_is_not_on_screen() throws IOException {
    files().home(Kubeconfigs.text("minikube", api.server(), "{token: \"sha256~VERY-SECRET\\n\"}"));
    assertThat(run("", "preflight")).isEqualTo(1);
    assertThat(out + "" + err).contains("minikube").doesNotContain("VERY-SECRET");
    assertThat(run("", "run", "--context=minikube", "--for=1s")).isEqualTo(1);
    assertThat(out + "" + err).doesNotContain("VERY-SECRET");
    assertThat(run("", "deploy")).isEqualTo(1);
    assertThat(out + "" + err).doesNotContain("VERY-SECRET");
  }

  @Test
  void preflight_has_a_line_for_an_api_that_cannot_be_asked() throws IOException {
    files().home(api.kubeconfig());
    api.trouble().down();
    assertThat(run("", "preflight")).isEqualTo(1);
    assertThat(out.toString()).contains("FAIL API", "nothing listens", "→");
  }

  private List<String> deployments() {
    return api.client().apps().deployments().inNamespace("default").list().getItems().stream()
        .map(deployment -> deployment.getMetadata().getName())
        .toList();
  }

  private List<String> jobs() {
    return api.client().batch().v1().jobs().inNamespace("default").list().getItems().stream()
        .map((Job job) -> job.getMetadata().getName())
        .toList();
  }

  private Kubeconfigs files() {
    return new Kubeconfigs(home);
  }

  private int run(String typed, String... args) {
    Machine machine =
        new Machine(
            files().source(), new BufferedReader(new StringReader(typed)), OptionalInt.of(300));
    CommandLine commandLine = Main.commandLine(machine);
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }
}
