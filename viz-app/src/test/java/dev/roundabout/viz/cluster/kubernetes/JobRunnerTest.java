package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections.Patience;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterFact.JobSeen;
import dev.roundabout.viz.model.ClusterFact.PermissionsSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.JobRun;
import dev.roundabout.viz.model.JobRun.Phase;
import dev.roundabout.viz.model.MissingPermission;
import dev.roundabout.viz.model.ServiceKind;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's run inside the cluster is followed to its end, whatever happens on the way. */
class JobRunnerTest {
  private static final String A = "11111111-1111-1111-1111-111111111111";
  private static final String B = "22222222-2222-2222-2222-222222222222";
  private static final ClusterInfo INFO =
      new ClusterInfo(
          new ClusterInfo.Origin("minikube", "a test", "minikube", "http://127.0.0.1"),
          "default",
          "server",
          "server-headless.default.svc.cluster.local",
          "server.default.svc.cluster.local",
          9090,
          9090);

  private final FakeKubernetes api = FakeKubernetes.start();
  private final KubernetesClient client = FakeClusters.client(api.kubeconfig());
  private final List<Fact> facts = new CopyOnWriteArrayList<>();
  private final JobRunner runner = new JobRunner(client, INFO, senses(), image -> "load " + image);

  @AfterEach
  void close() {
    runner.close();
    client.close();
    api.close();
  }

  @Test
  void the_job_is_the_manifest_with_this_run_filled_in() throws Exception {
    runner.start(new Action.RunJob(ServiceKind.HEADLESS, 500, 20, false));
    Job job = client.batch().v1().jobs().inNamespace("default").withName(started()).get();
    assertThat(job.getMetadata().getLabels())
        .containsEntry(Manifests.MANAGED_BY, Manifests.ROUNDABOUT);
    assertThat(job.getMetadata().getName()).startsWith("client-headless-");
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(600);
    assertThat(job.getSpec().getTemplate().getSpec().getContainers().get(0).getArgs())
        .containsExactly(
            "client",
            "--target=dns:///server-headless.default.svc.cluster.local:9090",
            "--policy=round_robin",
            "--requests=500",
            "--concurrency=20",
            "--deadline=10s");
  }

  @Test
  void a_job_over_the_cluster_ip_can_open_a_connection_for_each_call() throws Exception {
    runner.start(new Action.RunJob(ServiceKind.CLUSTER_IP, 300, 1, true));
    Job job = client.batch().v1().jobs().inNamespace("default").withName(started()).get();
    assertThat(job.getMetadata().getName()).startsWith("client-cluster-ip-");
    assertThat(job.getSpec().getTemplate().getSpec().getContainers().get(0).getArgs())
        .containsExactly(
            "client",
            "--target=dns:///server.default.svc.cluster.local:9090",
            "--policy=pick_first",
            "--requests=300",
            "--concurrency=1",
            "--deadline=10s",
            "--new-connection-per-call");
  }

  @Test
  void answers_are_counted_while_it_runs() throws Exception {
    String job = run(ServiceKind.CLUSTER_IP, 3);
    print(job, A, B);
    awaitRun(run -> run.answersById().equals(Map.of(A, 1L, B, 1L)));
    assertThat(last().phase()).isEqualTo(Phase.RUNNING);
    print(job, A);
    api.finish("default", job, 0);
    awaitRun(run -> run.phase() == Phase.SUCCEEDED);
    assertThat(last().answersById()).isEqualTo(Map.of(A, 2L, B, 1L));
    assertThat(last().words()).isEqualTo("3 of 3 answered by 2 pods");
    assertThat(last().service()).isEqualTo(ServiceKind.CLUSTER_IP);
  }

  @Test
  void answers_are_counted_by_the_pod_where_the_client_names_it() throws Exception {
    String job = run(ServiceKind.HEADLESS, 3);
    print(job, A + " server-1-aaaaa", B + " server-1-bbbbb", A + " server-1-aaaaa");
    awaitRun(run -> run.answersById().equals(Map.of("server-1-aaaaa", 2L, "server-1-bbbbb", 1L)));
    var container =
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace("default")
            .withName(job)
            .get()
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .get(0);
    assertThat(container.getEnv())
        .extracting(env -> env.getName() + "=" + env.getValue())
        .containsExactly("SHOW_PODS=true");
  }

  @Test
  void a_log_that_breaks_is_counted_once() throws Exception {
    String job = run(ServiceKind.HEADLESS, 300);
    for (int i = 0; i < 6; i++) {
      for (int line = 0; line < 50; line++) {
        print(job, line % 2 == 0 ? A : B);
      }
      long seen = 50L * i;
      awaitRun(run -> total(run) > seen);
      api.trouble().cutLogs();
    }
    api.finish("default", job, 0);
    awaitRun(run -> run.phase() == Phase.SUCCEEDED);
    assertThat(last().answersById()).isEqualTo(Map.of(A, 150L, B, 150L));
  }

  @Test
  void broken_watches_and_an_api_that_goes_away_change_nothing() throws Exception {
    String job = run(ServiceKind.HEADLESS, 2);
    print(job, A);
    awaitRun(run -> total(run) == 1);
    api.trouble().goneOnNextWatch();
    api.trouble().down();
    print(job, B);
    api.finish("default", job, 0);
    api.trouble().up();
    awaitRun(run -> run.phase() == Phase.SUCCEEDED);
    assertThat(last().answersById()).isEqualTo(Map.of(A, 1L, B, 1L));
  }

  @Test
  void failed_calls_fail_the_run_and_are_told() throws Exception {
    String job = run(ServiceKind.HEADLESS, 3);
    print(job, A, "failed UNAVAILABLE 2 of 3");
    api.finish("default", job, 1);
    awaitRun(run -> run.phase() == Phase.FAILED);
    assertThat(last().words()).contains("failed UNAVAILABLE 2 of 3");
    assertThat(last().answersById()).isEqualTo(Map.of(A, 1L));
  }

  @Test
  void a_watch_of_the_pods_that_is_behind_hides_no_log() throws Exception {
    api.trouble().unschedulable(true);
    runner.start(new Action.RunJob(ServiceKind.HEADLESS, 2, 1, false));
    awaitRun(run -> run.words().startsWith("no node takes its pod"));
    api.trouble().behind("pods", true);
    api.trouble().unschedulable(false);
    String job = last().name();
    api.awaitRunning("default", job);
    print(job, A, B);
    api.finish("default", job, 0);
    awaitRun(run -> run.phase() == Phase.SUCCEEDED);
    assertThat(last().words()).isEqualTo("2 of 2 answered by 2 pods");
  }

  @Test
  void watches_that_tell_nothing_any_more_hide_no_end() throws Exception {
    String job = run(ServiceKind.HEADLESS, 2);
    api.trouble().behind("jobs", true);
    api.trouble().behind("pods", true);
    print(job, A, B);
    api.finish("default", job, 0);
    awaitRun(run -> run.phase() == Phase.SUCCEEDED);
    assertThat(last().words()).isEqualTo("2 of 2 answered by 2 pods");
  }

  @Test
  void an_image_that_is_missing_is_named_with_what_helps() throws Exception {
    api.trouble().imageMissing(true);
    runner.start(new Action.RunJob(ServiceKind.HEADLESS, 3, 1, false));
    awaitRun(run -> run.help().equals("load roundabout-workload:0.1.0"));
    assertThat(last().words()).isEqualTo("the node cannot get the image roundabout-workload:0.1.0");
    assertThat(last().phase()).isEqualTo(Phase.STARTING);
    api.trouble().imageMissing(false);
    awaitRun(run -> run.phase() == Phase.RUNNING && run.words().isEmpty() && run.help().isEmpty());
  }

  @Test
  void a_pod_that_no_node_takes_is_told() throws Exception {
    api.trouble().unschedulable(true);
    runner.start(new Action.RunJob(ServiceKind.HEADLESS, 3, 1, false));
    awaitRun(run -> run.words().startsWith("no node takes its pod"));
  }

  @Test
  void a_quota_that_forbids_the_pod_is_told() throws Exception {
    api.trouble().quota(0);
    runner.start(new Action.RunJob(ServiceKind.HEADLESS, 3, 1, false));
    awaitRun(run -> run.words().contains("exceeded quota"));
    assertThat(last().phase()).isEqualTo(Phase.STARTING);
  }

  @Test
  void a_log_that_may_not_be_read_is_told_and_the_end_is_seen() throws Exception {
    api.trouble().forbid("get", "pods/log");
    String job = run(ServiceKind.HEADLESS, 3);
    print(job, A);
    api.finish("default", job, 0);
    awaitRun(run -> run.phase() == Phase.SUCCEEDED);
    assertThat(last().words()).contains("its log cannot be read").contains("pods/log");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_job_that_may_not_be_watched_names_the_permission_and_ends(boolean podsToo)
      throws Exception {
    hide("jobs");
    if (podsToo) {
      hide("pods");
    }
    runner.start(new Action.RunJob(ServiceKind.HEADLESS, 2, 1, false));
    String job = started();
    if (!podsToo) {
      api.awaitRunning("default", job);
      print(job, A, B);
      api.finish("default", job, 0);
    }
    awaitRun(run -> run.phase() == (podsToo ? Phase.FAILED : Phase.SUCCEEDED));
    assertThat(last().words())
        .startsWith(podsToo ? "it runs on in the cluster" : "2 of 2 answered by 2 pods")
        .contains("RBAC does not allow you to list jobs in namespace default")
        .doesNotContain("kubectl");
    assertThat(grants()).contains("--verb=list,watch,create --resource=jobs.batch");
    assertThat(last().words().contains("list pods")).isEqualTo(podsToo);
    assertThat(missing()).contains("list jobs");
    assertThat(missing().contains("list pods")).isEqualTo(podsToo);
    api.trouble().allowAll();
    runner.start(new Action.RunJob(ServiceKind.CLUSTER_IP, 1, 1, false));
    awaitRun(run -> !run.name().equals(job));
    await().atMost(Duration.ofSeconds(30)).until(() -> missing().isEmpty());
  }

  @Test
  void a_hidden_job_whose_client_failed_or_whose_pod_was_taken_away_has_failed() throws Exception {
    hide("jobs");
    String job = run(ServiceKind.HEADLESS, 3);
    print(job, A, "failed UNAVAILABLE 2 of 3");
    api.finish("default", job, 1);
    awaitRun(run -> run.phase() == Phase.FAILED);
    assertThat(last().words()).startsWith("failed UNAVAILABLE 2 of 3; RBAC does not allow");
    runner.start(new Action.RunJob(ServiceKind.CLUSTER_IP, 3, 1, false));
    awaitRun(run -> !run.name().equals(job) && run.phase() == Phase.RUNNING);
    api.client().pods().inNamespace("default").withLabel("job-name", last().name()).delete();
    awaitRun(run -> !run.name().equals(job) && run.phase() == Phase.FAILED);
    assertThat(last().words()).startsWith("its pod was deleted");
  }

  @Test
  void a_job_whose_changes_are_hidden_ends_with_its_pod_and_names_the_permission()
      throws Exception {
    api.trouble().forbid("watch", "jobs", "default");
    String job = run(ServiceKind.HEADLESS, 2);
    await().atMost(Duration.ofSeconds(30)).until(() -> missing().contains("watch jobs"));
    print(job, A, B);
    api.finish("default", job, 0);
    awaitRun(run -> run.phase() == Phase.SUCCEEDED);
    assertThat(last().words()).startsWith("2 of 2 answered by 2 pods");
  }

  @Test
  void a_job_whose_pod_is_hidden_ends_and_says_why_nothing_is_counted() throws Exception {
    hide("pods");
    String job = run(ServiceKind.HEADLESS, 2);
    api.finish("default", job, 0);
    awaitRun(run -> run.phase() == Phase.SUCCEEDED);
    assertThat(last().words())
        .startsWith("0 of 2 answered by 0 pods; its pod cannot be found; RBAC does not allow")
        .contains("list pods in namespace default");
  }

  @Test
  void a_job_that_somebody_deletes_has_failed() throws Exception {
    String job = run(ServiceKind.HEADLESS, 3);
    client.batch().v1().jobs().inNamespace("default").withName(job).delete();
    awaitRun(run -> run.phase() == Phase.FAILED);
    assertThat(last().words()).isEqualTo("somebody deleted the Job");
  }

  @Test
  void there_is_one_run_at_a_time() throws Exception {
    String first = run(ServiceKind.HEADLESS, 1);
    Action.RunJob second = new Action.RunJob(ServiceKind.CLUSTER_IP, 1, 1, false);
    assertThatThrownBy(() -> runner.start(second))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(first);
    print(first, A);
    api.finish("default", first, 0);
    awaitRun(run -> run.phase() == Phase.SUCCEEDED);
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> starts(second));
    awaitRun(run -> !run.name().equals(first));
  }

  @Test
  void a_job_whose_making_is_not_answered_is_not_made_twice() {
    Patience patience = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(1), 2);
    api.trouble().unanswered("POST", true);
    try (KubernetesClient steady = FakeClusters.client(api.kubeconfig(), patience);
        JobRunner retrying = new JobRunner(steady, INFO, senses(), image -> image)) {
      assertThatThrownBy(() -> retrying.start(new Action.RunJob(ServiceKind.HEADLESS, 1, 1, false)))
          .isInstanceOf(KubernetesClientException.class);
      assertThat(api.client().batch().v1().jobs().inNamespace("default").list().getItems())
          .hasSize(1);
    }
  }

  @Test
  void the_image_is_the_demos_whatever_it_is_called() throws Exception {
    assertThat(imageBeside(server("example.com/team/talk:7"))).isEqualTo("example.com/team/talk:7");
  }

  @Test
  void the_image_is_the_deployments_where_it_is_called_as_ours() throws Exception {
    Deployment theirs = server("example.com/team/roundabout-workload:7");
    theirs.getMetadata().setLabels(Map.of());
    assertThat(imageBeside(theirs)).isEqualTo("example.com/team/roundabout-workload:7");
  }

  @Test
  void the_image_of_somebody_elses_server_has_no_client() throws Exception {
    Deployment theirs = server("example.com/shop:2");
    theirs.getMetadata().setLabels(Map.of());
    assertThat(imageBeside(theirs)).isEqualTo(Manifests.image());
  }

  private String imageBeside(Deployment deployment) throws RefusedException {
    client.resource(deployment).inNamespace("default").create();
    runner.start(new Action.RunJob(ServiceKind.HEADLESS, 1, 1, false));
    return ClientJobs.image(
        client.batch().v1().jobs().inNamespace("default").withName(started()).get());
  }

  private static Deployment server(String image) {
    Deployment server =
        Manifests.base().stream()
            .filter(Deployment.class::isInstance)
            .map(Deployment.class::cast)
            .findFirst()
            .orElseThrow();
    Manifests.server(server).orElseThrow().setImage(image);
    return server;
  }

  private Senses senses() {
    Reports reports = new Reports(InstantSource.system(), facts::add);
    return new Senses(
        reports,
        new Ear(reports),
        new Faults(INFO.origin()),
        new Denials(InstantSource.system(), reports::accept));
  }

  private void hide(String resource) {
    api.trouble().forbid("list", resource, "default");
    api.trouble().forbid("watch", resource, "default");
  }

  private List<String> missing() {
    return permissions().stream().map(each -> each.verb() + " " + each.resource()).toList();
  }

  private String grants() {
    return permissions().stream().map(MissingPermission::grant).collect(Collectors.joining("\n"));
  }

  private List<MissingPermission> permissions() {
    return facts.stream()
        .filter(PermissionsSeen.class::isInstance)
        .map(fact -> ((PermissionsSeen) fact).missing())
        .reduce(List.of(), (earlier, later) -> later);
  }

  private boolean starts(Action.RunJob run) throws RefusedException {
    runner.start(run);
    return true;
  }

  private String run(ServiceKind service, int requests) throws RefusedException {
    runner.start(new Action.RunJob(service, requests, 1, false));
    String name = started();
    api.awaitRunning("default", name);
    return name;
  }

  private String started() {
    awaitRun(run -> !run.name().isEmpty());
    return last().name();
  }

  private void print(String job, String... lines) {
    for (String line : lines) {
      api.print("default", job, line);
    }
  }

  private void awaitRun(Predicate<JobRun> condition) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> assertThat(runs()).isNotEmpty().last().matches(condition));
  }

  private List<JobRun> runs() {
    return facts.stream()
        .filter(JobSeen.class::isInstance)
        .map(fact -> ((JobSeen) fact).run())
        .toList();
  }

  private JobRun last() {
    List<JobRun> runs = runs();
    return runs.get(runs.size() - 1);
  }

  private static long total(JobRun run) {
    return run.answersById().values().stream().mapToLong(Long::longValue).sum();
  }
}
