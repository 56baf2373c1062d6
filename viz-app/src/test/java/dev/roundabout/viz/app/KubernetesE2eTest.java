package dev.roundabout.viz.app;

import static dev.roundabout.viz.app.Watched.assertWitnessesEqual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.kubernetes.RealNamespace;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Demo;
import dev.roundabout.viz.model.JobRun;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.PodTraffic;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole path on a real cluster, from an empty namespace back to an empty one: {@code mvn verify
 * -Pe2e -Dkube.context=minikube}. The cluster needs the image of {@code mvn package -Pimage}.
 */
@Tag("e2e")
class KubernetesE2eTest {
  private static final int CALLS = 3000;

  @Test
  void deploy_watch_scale_kill_switch_run_in_cluster_and_remove() throws Exception {
    try (RealNamespace namespace = RealNamespace.create();
        Watched session = open(namespace)) {
      deploy(session);
      callsAreSpreadEvenly(session);
      newPodsGetNothingUntilAPodDies(session);
      oneConnectionTakesAll(session, new Action.SetPolicy(LbPolicy.PICK_FIRST));
      session.ask(new Action.SetPolicy(LbPolicy.ROUND_ROBIN));
      oneConnectionTakesAll(session, new Action.UseService(ServiceKind.CLUSTER_IP));
      session.ask(new Action.UseService(ServiceKind.HEADLESS));
      theClientInTheClusterSeesTheSame(session);
      assertThat(session.now().traffic().ledger().balances()).isTrue();
      remove(session);
    }
  }

  private static Watched open(RealNamespace namespace) throws Exception {
    Settings paused =
        Settings.initial()
            .after(new Action.SetRunning(false))
            .after(new Action.SetLoad(new Load.Sequential(Duration.ZERO)));
    return new Watched(new Session(namespace.cluster(), paused, Clocks.system()));
  }

  private static void deploy(Watched session) {
    session.until(now -> now.cluster().api().demo().parts().size() == 6);
    assertThat(session.now().cluster().api().demo().parts())
        .allMatch(part -> part.state() == Demo.State.ABSENT);
    session.ask(new Action.DeployDemo(Optional.empty()));
    session.until(now -> ready(now) == 3);
    assertThat(session.now().cluster().api().demo().parts())
        .allMatch(part -> part.state() == Demo.State.OURS);
  }

  private static void callsAreSpreadEvenly(Watched session) {
    // Who asked when the first pod was ready knows that one alone, and is not asked to look again.
    session.until(now -> addresses(now) == 3).ask(new Action.ResolveNow());
    session.untilServing(3).burst(30);
    Snapshot warm = session.now();
    session.burst(CALLS);
    Snapshot after = session.now();
    for (PodRow row : PodRow.of(after)) {
      String pod = row.pod().name();
      PodTraffic traffic = after.traffic().pod(pod);
      assertThat(traffic.attempts() - warm.traffic().pod(pod).attempts()).isBetween(999L, 1001L);
      assertWitnessesEqual(traffic);
    }
  }

  private static void newPodsGetNothingUntilAPodDies(Watched session) {
    session.ask(new Action.Scale(5));
    session.until(now -> ready(now) == 5 && addresses(now) == 5);
    sendAll(session, 100);
    List<PodRow> idle =
        PodRow.of(session.now()).stream()
            .filter(row -> row.standing() == Standing.NOT_RESOLVED)
            .toList();
    assertThat(idle).hasSize(2).allMatch(row -> row.total() == 0);
    String victim = Watched.serving(session.now()).get(0).pod().name();
    session.ask(new Action.Kill(victim, true));
    // A question within 30 s of the last answer is discarded; keep asking as a client does.
    session.until(now -> now.cluster().pod(victim).filter(pod -> pod.isReady()).isEmpty());
    session.ask(new Action.SetLoad(new Load.Rate(50))).ask(new Action.SetRunning(true));
    session.until(now -> Watched.serving(now).size() == 5 || served(now, idle));
    session
        .ask(new Action.SetRunning(false))
        .ask(new Action.SetLoad(new Load.Sequential(Duration.ZERO)));
    session.until(now -> now.traffic().ledger().inFlight() == 0);
    session.ask(new Action.Scale(3)).until(now -> ready(now) == 3 && pods(now) == 3);
  }

  /** Sends a burst and finds that one pod answered all of it. */
  private static void oneConnectionTakesAll(Watched session, Action change) {
    session.ask(change);
    sendAll(session, 10);
    Snapshot before = session.now();
    sendAll(session, 200);
    Snapshot after = session.now();
    List<Long> counts =
        PodRow.of(after).stream()
            .map(row -> row.pod().name())
            .map(pod -> after.traffic().pod(pod).answers() - before.traffic().pod(pod).answers())
            .filter(count -> count > 0)
            .toList();
    assertThat(counts).containsExactly(200L);
  }

  /** Sends a burst and waits until each call of it was answered, by whichever attempt. */
  private static void sendAll(Watched session, int calls) {
    long before = session.now().traffic().ledger().ok();
    session.ask(new Action.Burst(calls));
    session.until(now -> now.traffic().ledger().ok() == before + calls);
  }

  /** Experiments 1 to 4 by the client Job: true DNS and the true ClusterIP, no tunnel. */
  private static void theClientInTheClusterSeesTheSame(Watched session) {
    assertThat(run(session, new Action.RunJob(ServiceKind.CLUSTER_IP, CALLS, 1, false)))
        .containsExactly((long) CALLS);
    assertThat(run(session, new Action.RunJob(ServiceKind.CLUSTER_IP, CALLS, CALLS, false)))
        .containsExactly((long) CALLS);
    Collection<Long> spread =
        run(session, new Action.RunJob(ServiceKind.CLUSTER_IP, CALLS / 10, 1, true));
    assertThat(spread).hasSize(3);
    assertThat(sum(spread)).isEqualTo(CALLS / 10);
    // How uneven a cold start comes out is chance.
    assertThat(sum(run(session, new Action.RunJob(ServiceKind.HEADLESS, CALLS, CALLS, false))))
        .isEqualTo(CALLS);
    assertThat(run(session, new Action.RunJob(ServiceKind.HEADLESS, CALLS, 1, false)))
        .hasSize(3)
        .allMatch(count -> count >= 999 && count <= 1001);
  }

  private static long sum(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private static Collection<Long> run(Watched session, Action.RunJob run) {
    Optional<String> before = session.now().cluster().api().job().map(JobRun::name);
    session.ask(run);
    session.until(
        now ->
            now.cluster()
                .api()
                .job()
                .filter(job -> !before.equals(Optional.of(job.name())))
                .filter(job -> job.phase() == JobRun.Phase.SUCCEEDED)
                .isPresent());
    return session.now().cluster().api().job().orElseThrow().answersById().values();
  }

  private static void remove(Watched session) {
    session.ask(new Action.RemoveDemo());
    session.until(
        now ->
            now.cluster().api().demo().parts().stream()
                .allMatch(part -> part.state() == Demo.State.ABSENT));
    session.until(now -> pods(now) == 0);
  }

  private static boolean served(Snapshot now, List<PodRow> pods) {
    return pods.stream().allMatch(row -> now.traffic().pod(row.pod().name()).answers() > 0);
  }

  private static long ready(Snapshot now) {
    return now.cluster().seats().stream().filter(seat -> seat.pod().isReady()).count();
  }

  private static long pods(Snapshot now) {
    return now.cluster().seats().stream()
        .filter(seat -> seat.pod().phase() != dev.roundabout.viz.model.Pod.Phase.GONE)
        .count();
  }

  private static int addresses(Snapshot now) {
    var answer = now.cluster().dns().get(ServiceKind.HEADLESS);
    return answer == null ? 0 : answer.ips().size();
  }
}
