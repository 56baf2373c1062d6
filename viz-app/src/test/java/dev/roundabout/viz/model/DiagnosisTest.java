package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Pod.Phase;
import dev.roundabout.viz.model.diagnosis.Diagnosis;
import dev.roundabout.viz.model.diagnosis.Finding;
import dev.roundabout.viz.model.diagnosis.Finding.Kind;
import dev.roundabout.viz.model.diagnosis.Remedy;
import dev.roundabout.viz.model.diagnosis.SteadyFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found in which world: a row for each kind, and which of two matters more. */
class DiagnosisTest {

  /** A world and the one line that it makes. */
  private record Row(Kind kind, String what, String why, Optional<Remedy> remedy, Snapshot world) {
    @Override
    public String toString() {
      return kind + ": " + what;
    }
  }

  private static Row row(Kind kind, String what, String why, Remedy remedy, Snapshot world) {
    return new Row(kind, what, why, Optional.of(remedy), world);
  }

  private static Row row(Kind kind, String what, String why, Snapshot world) {
    return new Row(kind, what, why, Optional.empty(), world);
  }

  static List<Row> rows() {
    return Stream.of(cluster(), losses(), spread(), newPods()).flatMap(List::stream).toList();
  }

  private static List<Row> cluster() {
    Road empty = new Road();
    return List.of(
        row(
            Kind.CLUSTER_UNREACHABLE,
            "embedded cluster cannot be looked at.",
            "Nothing answers at https://10.0.0.1.",
            Remedy.CHOOSE,
            new Road()
                .fact(
                    new SessionFact.Trouble(
                        Road.at(0), "opening minikube", "nothing answers at https://10.0.0.1"))
                .snapshot()),
        row(
            Kind.PERMISSION_MISSING,
            "You may not list pods in default, so none is shown.",
            "RBAC refuses it to whoever the kubeconfig says you are.",
            Remedy.PERMISSIONS,
            new Road()
                .fact(
                    new ClusterFact.PermissionsSeen(
                        Road.at(0),
                        List.of(new MissingPermission("list", "pods", "default", "pods", "line"))))
                .snapshot()),
        row(
            Kind.NOT_THERE,
            "There is no Deployment server in namespace default.",
            "Nothing there can be scaled or called.",
            Remedy.CHOOSE,
            new Road().fact(new ClusterFact.PresenceSeen(Road.at(0), false)).snapshot()),
        row(
            Kind.NO_PODS,
            "No pod runs.",
            "The Deployment server asks for none.",
            Remedy.SCALE_UP,
            empty.deployment(0, 0, 0).snapshot()),
        row(
            Kind.POD_FAILS,
            "p4 cannot get its image.",
            "ImagePullBackOff.",
            after(Seconds.ofThree(), three -> three.road().pod(1500, 4, Phase.IMAGE_PULL))),
        row(
            Kind.API_SILENT,
            "The cluster's API is not heard; what is shown of its pods may be old.",
            "The watch broke.",
            after(
                Seconds.ofThree(),
                three ->
                    three
                        .road()
                        .fact(
                            new ClusterFact.HearingSeen(
                                Road.at(1000), new Hearing(Road.at(0), true, "the watch broke"))))),
        row(
            Kind.PODS_COMING,
            "3 of 5 pods are ready.",
            "Kubernetes starts the others: p4: ContainerCreating for 1 s.",
            after(
                Seconds.ofThree(),
                three -> {
                  three.road().deployment(1000, 5, 3).pod(1000, 4, Phase.CREATING);
                  three.flow(67, 67, 66);
                })));
  }

  private static List<Row> losses() {
    return List.of(
        row(
            Kind.FROZEN_STALLS,
            "p2 is frozen and holds up every call.",
            "round_robin gives 1 of 3 calls to it, which takes them and never answers; nothing but"
                + " the deadline of 5.0 s ends them.",
            Remedy.SWITCHES,
            after(Seconds.ofThree(), three -> freeze(three).rest(2))),
        row(
            Kind.FROZEN_BYPASSED,
            "p2 is frozen, and the others go on.",
            "The deadline of 5.0 s ends the calls to it, so that those after them get their turn.",
            Remedy.THAW,
            after(
                Seconds.ofThree(),
                three ->
                    freeze(three)
                        .flow(Map.of(1, 9L, 2, 9L, 3, 9L), Map.of("DEADLINE_EXCEEDED", 4L)))),
        row(
            Kind.CALLS_LOST,
            "Calls fail.",
            "7 calls failed in the last 10 s: UNAVAILABLE 7; gRPC does not send a call again by"
                + " itself.",
            Remedy.SWITCHES,
            after(
                Seconds.ofThree(),
                three -> three.flow(Map.of(1, 67L, 2, 67L, 3, 66L), Map.of("UNAVAILABLE", 7L)))));
  }

  private static Seconds freeze(Seconds three) {
    three
        .road()
        .fact(
            new ClusterFact.PodSeen(
                Road.at(1500),
                new Pod(
                        Road.name(2),
                        Optional.of(World.ip(2)),
                        Phase.READY,
                        "node",
                        0,
                        Road.at(1500))
                    .frozen(true)));
    return three;
  }

  private static List<Row> spread() {
    return List.of(
        row(
            Kind.EVEN,
            "3 pods share the requests evenly.",
            "round_robin gives each READY connection a call in its turn.",
            Remedy.SCALE_UP,
            Seconds.ofThree().snapshot()),
        row(
            Kind.ONE_CONNECTION,
            "All requests go to one pod of 3: p2.",
            "Behind a ClusterIP kube-proxy chooses a pod for each connection, not for each call,"
                + " and gRPC keeps its one.",
            Remedy.USE_HEADLESS,
            after(
                Seconds.ofThree(),
                three ->
                    three
                        .settings(three.set().withService(ServiceKind.CLUSTER_IP))
                        .flow(Map.of(2, 200L), Map.of()))),
        row(
            Kind.PICK_FIRST,
            "All requests go to one pod of 3: p1.",
            "pick_first connects to the first address that answers and stays with it.",
            Remedy.USE_ROUND_ROBIN,
            after(
                Seconds.ofThree(),
                three ->
                    three
                        .settings(three.set().withPolicy(LbPolicy.PICK_FIRST))
                        .flow(Map.of(1, 200L), Map.of()))),
        row(
            Kind.UNEVEN,
            "3 pods get requests, and not the same: p3 the most.",
            "57 % of this step · 3,000 sent: calls that waited went to the connections that were"
                + " READY first.",
            after(
                Seconds.ofThree(),
                three -> {
                  step(three);
                  three.flow(640, 640, 1720);
                })),
        row(
            Kind.PAUSED,
            "The load is paused.",
            "The last request was sent 12 s ago; connections stay open meanwhile.",
            Remedy.RESUME,
            after(
                Seconds.ofThree(),
                three -> three.settings(three.set().withRunning(false)).rest(12))),
        row(
            Kind.STREAMS_STICK,
            "6 open streams stay on 2 pods; p3 has none.",
            "A stream is one call: it stays on its connection until it ends, whatever the policy.",
            Remedy.FEWER_STREAMS,
            after(
                Seconds.ofThree(),
                three ->
                    three
                        .road()
                        .fact(
                            new ClientFact.StreamsSeen(
                                Road.at(1000),
                                Map.of(1, Map.of(Road.name(1), 3, Road.name(2), 3)))))),
        row(
            Kind.NOTHING_SENT,
            "No request was sent yet.",
            "The client is not connected to a pod yet.",
            new Road().deployment(0, 1, 1).grows(0, 1).endpoints(40, 1).dns(50, 1).snapshot()));
  }

  private static void step(Seconds seconds) {
    seconds.settings(seconds.set().withRunning(false));
    seconds
        .road()
        .fact(
            new SessionFact.ExperimentSeen(
                Road.at(seconds.millis()),
                Optional.of(
                    new ExperimentRun(
                        3,
                        "t",
                        "q",
                        Road.at(0),
                        List.of(),
                        List.of(),
                        ExperimentRun.Phase.GOING_ON,
                        List.of(),
                        List.of(),
                        Optional.empty()))));
  }

  private static List<Row> newPods() {
    return List.of(
        row(
            Kind.NEW_PODS_IDLE,
            "5 pods are ready, 3 get requests.",
            "gRPC asks DNS again only when a connection breaks, and none has.",
            Remedy.BREAK_CONNECTION,
            scaled(ResolverMode.ON_DISCONNECT).snapshot()),
        row(
            Kind.NEW_PODS_IDLE,
            "5 pods are ready, 3 get requests.",
            "The client asks DNS every 1.0 s.",
            Remedy.RESOLVE_NOW,
            scaled(ResolverMode.POLL_DNS).snapshot()),
        row(
            Kind.REFRESH_DISCARDED,
            "5 pods are ready, 3 get requests.",
            "A connection broke, and gRPC discarded its wish to ask DNS: the last answer was"
                + " younger than 30.0 s. A break in 27 s or later will ask.",
            Remedy.BREAK_CONNECTION,
            after(scaled(ResolverMode.ON_DISCONNECT), five -> five.road().discarded(2600, 1, 3))),
        row(
            Kind.AUTOSCALED_IDLE,
            "The autoscaler added 2 pods, and they get no requests.",
            "gRPC asks DNS again only when a connection breaks, and none has.",
            Remedy.BREAK_CONNECTION,
            autoscaled().snapshot()),
        row(
            Kind.NEW_PODS_SERVE,
            "The 2 new pods serve.",
            "First request 1.9 s after 3 → 5, of which 1.2 s until a connection broke and the"
                + " client asked DNS.",
            after(
                scaled(ResolverMode.ON_DISCONNECT),
                five -> {
                  five.road()
                      .resolved(2800, 1, 1, 2, 3, 4, 5)
                      .connected(2850, 1, 4)
                      .connected(2850, 1, 5)
                      .served(2900, 1, 4)
                      .served(2900, 1, 5);
                  five.flow(40, 40, 40, 40, 40);
                })),
        row(
            Kind.PODS_LEFT,
            "The old pod is left, and no call was lost.",
            "They finished their calls before they ended, and their connections were closed in"
                + " order.",
            after(
                Seconds.ofThree(),
                three -> {
                  three
                      .road()
                      .asked(1000, new Action.Scale(2))
                      .deployment(1010, 2, 3)
                      .pod(1020, 3, Phase.TERMINATING)
                      .deployment(1030, 2, 2)
                      .endpoints(1040, 1, 2)
                      .dns(1050, 1, 2)
                      .disconnected(1060, 1, 3)
                      .resolved(1070, 1, 1, 2)
                      .gone(1100, 3);
                  three.flow(100, 100);
                })));
  }

  /** Scaled from 3 to 5, and the client has not asked. */
  private static Seconds scaled(ResolverMode mode) {
    Seconds seconds = Seconds.ofThree();
    seconds.road().mode(1000, mode).asked(1000, new Action.Scale(5)).deployment(1010, 5, 3);
    arrive(seconds);
    return seconds.flow(67, 67, 66);
  }

  private static Seconds autoscaled() {
    Seconds seconds = Seconds.ofThree();
    seconds
        .road()
        .fact(
            new ClusterFact.ScalerSeen(
                Road.at(1000),
                Optional.of(new Scaler("HorizontalPodAutoscaler", "server", 2, 5, "cpu 60%", ""))))
        .deployment(1010, 5, 3);
    arrive(seconds);
    return seconds.flow(67, 67, 66);
  }

  private static void arrive(Seconds seconds) {
    seconds
        .road()
        .grows(1100, 4)
        .grows(1100, 5)
        .endpoints(1200, 1, 2, 3, 4, 5)
        .dns(1600, 1, 2, 3, 4, 5)
        .deployment(1600, 5, 5);
  }

  private static Snapshot after(Seconds seconds, Consumer<Seconds> what) {
    what.accept(seconds);
    return seconds.snapshot();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_world_makes_a_line(Row row) {
    Finding finding = Diagnosis.of(row.world());
    assertThat(finding.kind()).as(finding.words()).isEqualTo(row.kind());
    assertThat(finding.what()).isEqualTo(row.what());
    assertThat(finding.why()).isEqualTo(row.why());
    assertThat(finding.remedy()).isEqualTo(row.remedy());
  }

  /** The three witnesses need a difference that lasts, which their own test brings about. */
  @Test
  void every_kind_has_a_row() {
    Set<Kind> found = rows().stream().map(Row::kind).collect(Collectors.toSet());
    assertThat(Kind.values())
        .filteredOn(kind -> kind != Kind.WITNESSES_DIFFER)
        .allMatch(found::contains);
  }

  @Test
  void findings_stand_in_the_order_of_their_importance() {
    for (Row row : rows()) {
      assertThat(Diagnosis.all(row.world()))
          .extracting(Finding::kind)
          .isSortedAccordingTo(Kind::compareTo);
    }
  }

  @Test
  void with_two_clients_it_says_which_has_not_asked() {
    Seconds seconds = scaled(ResolverMode.ON_DISCONNECT);
    seconds.settings(seconds.set().withClients(2));
    seconds.road().resolved(2500, 2, 1, 2, 3, 4, 5);
    assertThat(Diagnosis.of(seconds.snapshot()).why())
        .startsWith("Client 1 has not asked DNS again");

    seconds.flow(40, 40, 40, 40, 40);
    assertThat(Diagnosis.of(seconds.snapshot()).what())
        .as("client 2 sends to them")
        .isEqualTo("5 pods are ready, and client 1 does not know p4 and p5.");
  }

  @Test
  void it_says_have_of_several_clients_and_has_of_none() {
    Seconds seconds = scaled(ResolverMode.ON_DISCONNECT);
    seconds.settings(seconds.set().withClients(3));
    assertThat(Diagnosis.of(seconds.snapshot()).why())
        .startsWith("None of 3 clients has asked DNS again");
    seconds.road().resolved(2500, 3, 1, 2, 3, 4, 5);
    assertThat(Diagnosis.of(seconds.snapshot()).why())
        .startsWith("Clients 1 and 2 have not asked DNS again");
  }

  @Test
  void evidence_names_addresses_and_moments() {
    assertThat(Diagnosis.of(scaled(ResolverMode.ON_DISCONNECT).snapshot()).evidence())
        .extracting(each -> each.words())
        .contains(
            "p4 is ready",
            "DNS answers 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4, 10.0.0.5",
            "client 1 holds 10.0.0.1, 10.0.0.2, 10.0.0.3, delivered");
  }

  @Test
  void a_finding_stays_for_a_second_unless_one_matters_more() {
    SteadyFinding steady = new SteadyFinding();
    Instant start = Road.at(0);
    Finding even = finding(Kind.EVEN, "even");
    Finding waits = finding(Kind.NEW_PODS_IDLE, "waits");

    assertThat(steady.after(even, start)).isSameAs(even);
    assertThat(steady.after(waits, start.plusMillis(10))).as("matters more").isSameAs(waits);
    assertThat(steady.after(even, start.plusMillis(1009))).as("matters less").isSameAs(waits);
    assertThat(steady.after(even, start.plusMillis(1010))).isSameAs(even);

    Finding older = finding(Kind.EVEN, "even, an age later");
    assertThat(steady.after(older, start.plusMillis(1020))).as("the same kind").isSameAs(older);
    assertThat(steady.after(finding(Kind.NOTHING_SENT, "past"), start.minus(Duration.ofHours(1))))
        .as("the past is another time")
        .extracting(Finding::kind)
        .isEqualTo(Kind.NOTHING_SENT);
  }

  private static Finding finding(Kind kind, String what) {
    return new Finding(kind, what, "", List.of(), List.of());
  }
}
