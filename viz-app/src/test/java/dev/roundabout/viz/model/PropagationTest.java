package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action.Kill;
import dev.roundabout.viz.model.Action.Scale;
import dev.roundabout.viz.model.Pod.Phase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PropagationTest {
  private static final String GROWN =
      "SCALE_ASKED 0, ACCEPTED 5, CREATED 10, SCHEDULED 20, STARTED 30, READY 40, IN_ENDPOINTS 50";

  private static Road scaled() {
    return Road.ofThree()
        .asked(0, new Scale(4))
        .deployment(5, 4, 3)
        .grows(10, 4)
        .endpoints(50, 1, 2, 3, 4);
  }

  @Test
  void everyStageOfAPodThatWasAskedForHasItsTime() {
    Road road =
        scaled()
            .dns(70, 1, 2, 3, 4)
            .discarded(5000, 1, 12)
            .resolved(40_000, 1, 1, 2, 3, 4)
            .connected(40_010, 1, 4)
            .served(40_015, 1, 4);

    assertThat(road.road(1, 4))
        .isEqualTo(GROWN + ", IN_DNS 70, RESOLVED 40000, CONNECTED 40010, FIRST_REQUEST 40015");
    assertThat(road.change().parts())
        .hasValue(
            new PodChange.Parts(
                Duration.ofMillis(40_015),
                Duration.ofMillis(50),
                Duration.ofMillis(20),
                Duration.ofMillis(39_930),
                Duration.ofMillis(15)));
    assertThat(PropagationText.sentence(road.change()))
        .isEqualTo(
            "3 → 4: the new pod served after 40.0 s, of which 0.05 s Kubernetes, 0.02 s DNS, "
                + "39.9 s waiting for the client to ask, 0.02 s connecting");
  }

  @Test
  void itSaysWhatIsWaitedForAtEachStage() {
    Road road = Road.ofThree().asked(0, new Scale(4)).deployment(5, 4, 3);
    assertThat(road.pod(10, 4, Phase.PENDING).waits(1, 4)).hasValue("waits for a node");
    assertThat(road.pod(20, 4, Phase.CREATING).waits(1, 4)).hasValue("container is being created");
    assertThat(road.pod(25, 4, Phase.IMAGE_PULL).waits(1, 4)).hasValue("cannot get its image");
    assertThat(road.pod(30, 4, Phase.STARTING).waits(1, 4))
        .hasValue("container runs, not ready yet");
    assertThat(road.pod(40, 4, Phase.READY).waits(1, 4))
        .hasValue("ready, not in the EndpointSlice yet");
    assertThat(road.endpoints(50, 1, 2, 3, 4).waits(1, 4))
        .hasValue("in the EndpointSlice, DNS does not answer it yet");
    assertThat(road.dns(60, 1, 2, 3, 4).waits(1, 4))
        .hasValue("in DNS, the client has not asked again");
    assertThat(road.discarded(70, 1, 12).waits(1, 4))
        .hasValue(
            "in DNS, the client asked after 12 s, discarded: the last answer is younger than 30 s");
    assertThat(road.resolved(80, 1, 1, 2, 3, 4).waits(1, 4))
        .hasValue("in the client's list, not connected yet");
    assertThat(road.connected(90, 1, 4).waits(1, 4)).hasValue("connected, no request yet");
    assertThat(road.served(95, 1, 4).waits(1, 4))
        .hasValue("serves, its share is not yet within 10 % of 1/n");
    assertThat(road.isOpen(4)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ResolverMode.class)
  void whatIsWaitedForInDnsDependsOnTheMode(ResolverMode mode) {
    Road road = scaled().mode(55, mode);
    String expected =
        switch (mode) {
          case ON_DISCONNECT, AS_SHIPPED -> "in DNS, the client has not asked again";
          case MAX_CONNECTION_AGE ->
              "in DNS, no server ends a connection, so the client does not ask again";
          case POLL_DNS -> "in DNS, the client asks every 1.0 s";
          case WATCH_ENDPOINTS -> "in the EndpointSlice, the client has not been told yet";
        };

    assertThat(road.dns(60, 1, 2, 3, 4).waits(1, 4)).hasValue(expected);
  }

  @Test
  void aClientThatWatchesHasNoDnsOnItsRoad() {
    Road road =
        scaled()
            .mode(51, ResolverMode.WATCH_ENDPOINTS)
            .resolved(52, 1, 1, 2, 3, 4)
            .connected(53, 1, 4)
            .served(54, 1, 4)
            .dns(70, 1, 2, 3, 4);

    assertThat(road.road(1, 4)).isEqualTo(GROWN + ", RESOLVED 52, CONNECTED 53, FIRST_REQUEST 54");
    assertThat(road.lane(4).reached(Stage.IN_DNS, 1).orElseThrow().at()).isEqualTo(Road.at(70));
    assertThat(road.change().mode()).isEqualTo(ResolverMode.WATCH_ENDPOINTS);
    assertThat(road.change().note()).isEqualTo("switched from on disconnect after 0.05 s");
    assertThat(PropagationText.sentence(road.change()))
        .isEqualTo(
            "3 → 4: the new pod served after 0.05 s, of which 0.05 s Kubernetes, "
                + "0.002 s until the client was told, 0.002 s connecting "
                + "(switched from on disconnect after 0.05 s)");
  }

  @Test
  void whatFollowsFromAStageSaysThatItWasReachedByThen() {
    Road road = scaled().mode(51, ResolverMode.POLL_DNS).resolved(60, 1, 1, 2, 3, 4);
    assertThat(road.road(1, 4)).isEqualTo(GROWN + ", IN_DNS 60, RESOLVED 60");

    road.dns(250, 1, 2, 3, 4).served(290, 1, 4).connected(300, 1, 4);
    assertThat(road.road(1, 4))
        .isEqualTo(GROWN + ", IN_DNS 60, RESOLVED 60, CONNECTED 290, FIRST_REQUEST 290");
    assertThat(road.lane(4).reached(Stage.CONNECTED, 1).orElseThrow().seen())
        .isEqualTo(Road.at(300));
  }

  @Test
  void phasesThatAWatchSkippedAreNotWaitedFor() {
    Road road = Road.ofThree().asked(0, new Scale(4)).pod(90, 4, Phase.READY).deployment(95, 4, 4);

    assertThat(road.road(1, 4))
        .isEqualTo("SCALE_ASKED 0, ACCEPTED 90, CREATED 90, SCHEDULED 90, STARTED 90, READY 90");
    assertThat(road.waits(1, 4)).hasValue("ready, not in the EndpointSlice yet");
  }

  @Test
  void anEndpointThatIsSeenBeforeItsPodIsReadyCounts() {
    Road road =
        Road.ofThree()
            .asked(0, new Scale(4))
            .deployment(5, 4, 3)
            .pod(10, 4, Phase.STARTING)
            .endpoints(20, 1, 2, 3, 4)
            .pod(30, 4, Phase.READY);

    assertThat(road.road(1, 4)).endsWith("READY 20, IN_ENDPOINTS 20");
    assertThat(road.lane(4).reached(Stage.READY, 1).orElseThrow().seen()).isEqualTo(Road.at(30));
  }

  @Test
  void theShareIsFairWithinTenPercentOfOneOverTheReadyPodsOnTheList() {
    Road road =
        scaled()
            .dns(60, 1, 2, 3, 4)
            .resolved(70, 1, 1, 2, 3, 4)
            .connected(80, 1, 4)
            .served(90, 1, 4);
    int ticks = 0;
    while (road.lane(4).reached(Stage.FAIR_SHARE, 1).isEmpty() && ticks < 100) {
      Map<Connection, Long> streams = new HashMap<>();
      for (int number = 1; number <= 3; number++) {
        streams.put(Road.connection(1, number), ticks == 0 ? 6L : 5L);
      }
      streams.put(Road.connection(1, 4), ticks == 0 ? 0L : 5L);
      road.tick(100 + 100L * ticks++, streams);
    }

    // Of a share that is fair in this tick's second and was not in the one before: 100 ms late at
    // most.
    assertThat(road.lane(4).reached(Stage.FAIR_SHARE, 1).orElseThrow().at())
        .isEqualTo(Road.at(100L * ticks));
    // 22.7 %; a tenth off a quarter is 22.5 %, and the tick before had 40 of 178
    assertThat(road.lane(4).reached(Stage.FAIR_SHARE, 1).orElseThrow().how())
        .isEqualTo("45 of 198 attempts in the last second, over 4 pods");
    assertThat(road.waits(1, 4)).isEmpty();
  }

  @Test
  void pickFirstAndTheClusterIpAreNotWaitedForButNamed() {
    Road road = scaled().dns(60, 1, 2, 3, 4).resolved(70, 1, 1, 2, 3, 4);
    Settings settings = road.snapshot().client().settings();

    road.settings(80, settings.withPolicy(LbPolicy.PICK_FIRST));
    assertThat(road.waits(1, 4)).hasValue("pick_first stays with its pod");
    assertThat(road.isOpen(4)).isFalse();

    road.settings(90, settings.withService(ServiceKind.CLUSTER_IP)).endpoints(95, 1, 2, 3, 4);
    assertThat(road.waits(1, 4)).hasValue("behind the ClusterIP a connection stays with its pod");
    assertThat(road.isOpen(4)).isFalse();
  }

  @Test
  void theWayBackIsInTheOrderOfTime() {
    Road road =
        Road.ofThree()
            .asked(0, new Scale(2))
            .deployment(5, 2, 3)
            .pod(10, 3, Phase.TERMINATING)
            .tick(20, Map.of(Road.connection(1, 3), 4L))
            .disconnected(30, 1, 3)
            .tick(
                40,
                Map.of(Road.connection(1, 3), 1L),
                Map.of(World.address(3), Map.of("UNAVAILABLE", 2L)))
            .endpoints(45, 1, 2)
            .dns(60, 1, 2)
            .resolved(70, 1, 1, 2)
            .tick(80, Map.of());
    assertThat(road.change().isOpen()).isTrue();
    road.gone(90, 3);

    assertThat(road.road(1, 3))
        .endsWith(
            "DELETION_ASKED 0, TERMINATING 10, DISCONNECTED 30, LAST_REQUEST 30, "
                + "OUT_OF_ENDPOINTS 45, OUT_OF_DNS 60, DROPPED 70, GONE 90");
    assertThat(road.waits(1, 3)).isEmpty();
    assertThat(PropagationText.sentence(road.change()))
        .isEqualTo(
            "3 → 2: the old pod was left after 0.03 s, of which 0.01 s Kubernetes, "
                + "0.02 s until the connections ended; lost 2 requests (UNAVAILABLE 2)");
  }

  @Test
  void aPodThatIsKilledHardTakesTheRoadAnewAtTheSameAddress() {
    Kill kill = new Kill(Road.name(3), true);
    Road road =
        Road.ofThree()
            .asked(0, kill)
            .disconnected(5, 1, 3)
            .pod(10, 3, Phase.BACK_OFF)
            .endpoints(15, 1, 2)
            .dns(20, 1, 2);
    assertThat(road.lanes(3)).hasSize(2);
    assertThat(Road.words(road.lanes(3).get(0), 1))
        .endsWith("DELETION_ASKED 0, DISCONNECTED 5, GONE 10, OUT_OF_ENDPOINTS 15, OUT_OF_DNS 20");
    assertThat(road.waits(1, 3)).hasValue("died, waits for its restart");

    road.restarted(3)
        .pod(1000, 3, Phase.STARTING)
        .connected(1010, 1, 3, 1)
        .served(1015, 1, 3, 1)
        .pod(1020, 3, Phase.READY)
        .endpoints(1030, 1, 2, 3)
        .dns(1040, 1, 2, 3);

    assertThat(road.road(1, 3))
        .isEqualTo(
            "SCALE_ASKED 0, SCHEDULED 10, STARTED 1000, RESOLVED 1010, CONNECTED 1010, "
                + "FIRST_REQUEST 1015");
    assertThat(road.lane(3).label()).isEqualTo("p3, restart 1");
    assertThat(PropagationText.sentence(road.change()))
        .isEqualTo(
            "killed p3: it served again after 1.0 s, of which 1.0 s Kubernetes, "
                + "0.02 s connecting");
  }

  @Test
  void aDeletedPodIsReplacedAndTheNewOneIsWaitedFor() {
    Road road =
        Road.ofThree()
            .asked(0, new Kill(Road.name(1), false))
            .pod(5, 1, Phase.TERMINATING)
            .grows(10, 4);

    assertThat(road.lane(1).down()).isEqualTo(OptionalInt.of(1));
    assertThat(road.lane(4).up()).isEqualTo(OptionalInt.of(1));
    assertThat(road.change().pods()).containsExactly(Road.name(4));
  }

  @Test
  void aPodThatGoesBeforeItServedIsNotWaitedFor() {
    Road road = scaled().pod(60, 4, Phase.TERMINATING).gone(70, 4);

    assertThat(road.waits(1, 4)).isEmpty();
    assertThat(PropagationText.sentence(road.change()))
        .isEqualTo("3 → 4: the new pods went before they served");
  }

  @Test
  void aPodThatOthersDeleteHasNoWishOnItsLane() {
    Road road = Road.ofThree().pod(10, 1, Phase.TERMINATING).gone(20, 1).grows(30, 4);

    assertThat(road.lane(1).down()).isEmpty();
    assertThat(road.lane(4).up()).isEmpty();
    assertThat(road.road(1, 1)).endsWith("TERMINATING 10, GONE 20");
    assertThat(road.changes()).isEmpty();
  }

  @Test
  void scalingsShortlyAfterEachOtherAreOneChange() {
    Road road =
        Road.ofThree()
            .asked(0, new Scale(4))
            .asked(1900, new Scale(5))
            .deployment(1905, 5, 3)
            .grows(1910, 4)
            .grows(1920, 5);

    assertThat(road.changes()).extracting(PodChange::what).containsExactly("3 → 5");
    assertThat(road.lane(4).up()).isEqualTo(OptionalInt.of(1));
    assertThat(road.lane(5).up()).isEqualTo(OptionalInt.of(1));
    assertThat(road.road(1, 5)).startsWith("SCALE_ASKED 0, ACCEPTED 1905, CREATED 1920");
    assertThat(road.marks()).contains("USER: scaled 3 → 5").doesNotContain("USER: scaled 3 → 4");
    assertThat(road.snapshot().events())
        .extracting(Event::text)
        .contains("you scaled server 3 → 5")
        .doesNotContain("you scaled server 3 → 4", "you scaled server 4 → 5");
  }

  @Test
  void aChangeThatIsOverAlreadyGoesOnWithTheNextStep() {
    Road road = scaled().resolved(60, 1, 1, 2, 3, 4).connected(70, 1, 4).served(80, 1, 4);
    assertThat(road.change().isOpen()).isFalse();

    road.asked(1000, new Scale(5)).deployment(1005, 5, 4).grows(1010, 5);
    assertThat(road.changes()).extracting(PodChange::isOpen).containsExactly(true);
    assertThat(road.change().pods()).containsExactly(Road.name(4), Road.name(5));
    assertThat(road.change().what()).isEqualTo("3 → 5");
  }

  @Test
  void scalingsThatAreApartOrTurnBackAreToldApart() {
    Road road =
        Road.ofThree()
            .asked(0, new Scale(4))
            .asked(2001, new Scale(5))
            .deployment(2005, 4, 3)
            .grows(2010, 4)
            .deployment(2015, 5, 3)
            .grows(2020, 5)
            .asked(2030, new Scale(4));

    assertThat(road.changes())
        .extracting(PodChange::what)
        .containsExactly("3 → 4", "4 → 5", "5 → 4");
    assertThat(road.lane(4).up()).isEqualTo(OptionalInt.of(1));
    assertThat(road.lane(5).up()).isEqualTo(OptionalInt.of(2));
    assertThat(road.road(1, 5)).startsWith("SCALE_ASKED 2001, ACCEPTED 2015, CREATED 2020");
  }

  @Test
  void aStepThatIsRefusedLeavesTheOneBefore() {
    Road road =
        Road.ofThree()
            .asked(0, new Scale(4))
            .asked(10, new Scale(5))
            .refused(20, new Scale(5))
            .deployment(30, 4, 3)
            .grows(40, 4)
            .grows(50, 5);

    assertThat(road.changes()).extracting(PodChange::what).containsExactly("3 → 4");
    assertThat(road.lane(4).up()).isEqualTo(OptionalInt.of(1));
    assertThat(road.lane(5).up()).isEmpty();
  }

  @Test
  void whatAFreezeCostsIsNotBookedOnAnEarlierKill() {
    Map<Address, Map<String, Long>> two = Map.of(World.address(3), Map.of("UNAVAILABLE", 2L));
    Map<Address, Map<String, Long>> nine =
        Map.of(World.address(3), Map.of("DEADLINE_EXCEEDED", 9L));
    Road road =
        Road.ofThree()
            .asked(0, new Kill(Road.name(3), true))
            .disconnected(5, 1, 3)
            .pod(10, 3, Phase.BACK_OFF)
            .tick(100, Map.of(), two)
            .restarted(3)
            .pod(1000, 3, Phase.STARTING)
            .pod(1020, 3, Phase.READY)
            .connected(1030, 1, 3, 1)
            .served(1040, 1, 3, 1)
            .asked(5000, new Action.Freeze(Road.name(3), true))
            .frozen(5010, 3, true)
            .tick(6000, Map.of(), nine);

    assertThat(road.changes())
        .extracting(PropagationText::sentence)
        .satisfiesExactly(
            kill -> assertThat(kill).endsWith("; lost 2 requests (UNAVAILABLE 2)"),
            freeze ->
                assertThat(freeze)
                    .isEqualTo(
                        "froze p3: it accepts and answers nothing; "
                            + "lost 9 requests (DEADLINE_EXCEEDED 9)"));
    road.frozen(17_300, 3, false);
    assertThat(PropagationText.sentence(road.change()))
        .startsWith("froze p3: it answered nothing for 12.3 s; lost 9");
  }

  @Test
  void lossesOfAPodThatServesAreNotThoseOfItsLastLife() {
    Road road =
        Road.ofThree()
            .asked(0, new Kill(Road.name(3), true))
            .disconnected(5, 1, 3)
            .pod(10, 3, Phase.BACK_OFF)
            .restarted(3)
            .pod(1000, 3, Phase.READY)
            .connected(1030, 1, 3, 1)
            .served(1040, 1, 3, 1)
            .tick(9000, Map.of(), Map.of(World.address(3), Map.of("DEADLINE_EXCEEDED", 9L)));

    assertThat(road.change().lost()).isEmpty();
  }

  @Test
  void whatPeopleDoHasAMarkOfItsKind() {
    Road road =
        Road.ofThree()
            .asked(0, new Action.Freeze(Road.name(1), true))
            .asked(1, new Action.Burst(500))
            .asked(2, new Action.SetPolicy(LbPolicy.PICK_FIRST))
            .asked(3, new Action.UseService(ServiceKind.CLUSTER_IP))
            .asked(4, new Action.SetResolver(ResolverMode.POLL_DNS));

    assertThat(road.marks())
        .contains(
            "FROZE: froze p1",
            "BURST: sent a burst of 500",
            "SWITCHED: switched to pick_first",
            "SWITCHED: switched to the ClusterIP Service",
            "SWITCHED: set re-resolution to poll DNS");
  }

  @Test
  void aWaitThatBeganInAnotherWayCountsForNone() {
    Road road =
        scaled()
            .dns(60, 1, 2, 3, 4)
            .mode(46_000, ResolverMode.POLL_DNS)
            .resolved(46_500, 1, 1, 2, 3, 4)
            .connected(46_510, 1, 4)
            .served(46_520, 1, 4);

    assertThat(road.change().parts()).isPresent();
    assertThat(road.change().onlyWay()).isEmpty();
    assertThat(PropagationText.text(road.propagation()))
        .startsWith("on disconnect, then poll DNS: 3 → 4: the new pod served after 46.5 s");
    assertThat(PropagationText.changesCsv(road.propagation()).lines())
        .last()
        .asString()
        .startsWith("1,1,\"on disconnect, then poll DNS\",");
  }

  @Test
  void aWaitBehindTheClusterIpIsNoWayOfReResolving() {
    Road road = Road.ofThree();
    road.settings(0, road.snapshot().client().settings().withService(ServiceKind.CLUSTER_IP))
        .asked(1, new Scale(4));

    assertThat(road.change().waysInWords()).isEqualTo("ClusterIP");
  }

  @Test
  void podsThatNeverComeAreGivenUpOnceTheDeploymentIsAsItAsks() {
    Road road =
        Road.ofThree()
            .asked(0, new Scale(5))
            .deployment(5, 5, 3)
            .asked(10, new Scale(3))
            .deployment(15, 3, 3);

    assertThat(road.changes())
        .extracting(PropagationText::sentence)
        .containsExactly("3 → 5: no new pod came of it", "5 → 3: no pod went with it");
  }

  @Test
  void aKillIsNotTakenForTheScaleThatComesWithIt() {
    Road road =
        Road.ofThree()
            .asked(0, new Scale(4))
            .deployment(5, 4, 3)
            .asked(10, new Kill(Road.name(1), true))
            .asked(11, new Scale(3))
            .asked(12, new Scale(4))
            .deployment(15, 3, 3)
            .deployment(16, 4, 3);

    assertThat(road.propagation().pending().wishes())
        .filteredOn(wish -> wish.action() instanceof Scale)
        .allMatch(wish -> wish.accepted().isPresent());
  }

  @Test
  void aRefusedWishLeavesNothing() {
    Kill kill = new Kill(Road.name(1), false);
    Road road = Road.ofThree();
    Propagation before = road.propagation();
    road.asked(0, new Scale(4)).asked(1, kill).refused(2, kill).refused(3, new Scale(4));

    assertThat(road.changes()).isEmpty();
    assertThat(road.propagation().lanes()).isEqualTo(before.lanes());
    assertThat(road.marks()).contains("USER: scaled 3 → 4", "USER: deleted p1");
  }

  @Test
  void eachClientHasItsOwnRoadAndItsOwnSum() {
    Road road = Road.ofThree();
    Settings two = road.snapshot().client().settings().withClients(2);
    road.settings(-10, two.withResolving(two.resolving().with(2, ResolverMode.WATCH_ENDPOINTS)))
        .asked(0, new Scale(4))
        .deployment(5, 4, 3)
        .grows(10, 4)
        .endpoints(50, 1, 2, 3, 4)
        .resolved(51, 2, 1, 2, 3, 4)
        .connected(52, 2, 4)
        .served(53, 2, 4)
        .dns(70, 1, 2, 3, 4);

    assertThat(road.waits(1, 4)).hasValue("in DNS, client 1 has not asked again");
    assertThat(road.road(1, 4)).isEqualTo(GROWN + ", IN_DNS 70");
    assertThat(road.road(2, 4)).isEqualTo(GROWN + ", RESOLVED 51, CONNECTED 52, FIRST_REQUEST 53");
    assertThat(road.changes()).extracting(PodChange::isOpen).containsExactly(true, false);

    road.settings(80, two.withClients(1)).fact(new ClientFact.ClientClosed(Road.at(81), 2));
    assertThat(road.changes()).extracting(PodChange::isOpen).containsExactly(true, false);
  }

  @Test
  void itSaysWhichClientHasNotAskedAndWhichServes() {
    Road road = Road.ofThree();
    road.settings(-10, road.snapshot().client().settings().withClients(3));
    road.asked(0, new Scale(4))
        .deployment(5, 4, 3)
        .grows(10, 4)
        .endpoints(50, 1, 2, 3, 4)
        .dns(70, 1, 2, 3, 4);
    Snapshot before = road.snapshot();
    assertThat(Waits.of(before, road.lane(4), List.of(1, 2, 3)).map(PodLane.Wait::words))
        .hasValue("in DNS, no client has asked again");
    assertThat(row(before, 4).words()).isEqualTo("no client has asked");

    road.resolved(80, 2, 1, 2, 3, 4).connected(90, 2, 4).served(95, 2, 4);
    PodLane lane = road.lane(4);
    assertThat(Waits.of(road.snapshot(), lane, List.of(1, 3)).map(PodLane.Wait::words))
        .hasValue("in DNS, clients 1, 3 have not asked again");
    assertThat(Waits.of(road.snapshot(), lane, 2).map(PodLane.Wait::words))
        .hasValue("client 2: serves, its share is not yet within 10 % of 1/n");

    road.fact(
        new ChannelzSeen(
            Road.at(96),
            List.of(
                new ChannelNode(
                    2,
                    1,
                    "dns:///headless.test",
                    Connectivity.READY,
                    new ChannelNode.Calls(0, 0, 0),
                    List.of(World.connected(1, 4, 4))))));
    assertThat(row(road.snapshot(), 4).words()).isEqualTo("READY, client 2");
  }

  private static PodRow row(Snapshot snapshot, int number) {
    return PodRow.of(snapshot).stream()
        .filter(row -> row.pod().name().equals(Road.name(number)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void timesByEndpointSlicesAreNotCalledDns() {
    Road road = scaled().withoutDns(70, 1, 2, 3, 4);
    assertThat(road.waits(1, 4))
        .hasValue("in EndpointSlices (no DNS), the client has not asked again");
    assertThat(road.lane(4).reached(Stage.IN_DNS, 1).orElseThrow())
        .satisfies(
            reached -> {
              assertThat(new PodLane.Step(Stage.IN_DNS, reached).label())
                  .isEqualTo("in DNS, by EndpointSlices");
              assertThat(reached.how()).isEqualTo("answered by EndpointSlices, because it is down");
            });
    assertThat(road.snapshot().events())
        .extracting(Event::text)
        .contains("EndpointSlices answer for DNS: 4 addresses");

    road.resolved(80, 1, 1, 2, 3, 4).connected(90, 1, 4).served(95, 1, 4);
    assertThat(PropagationText.sentence(road.change()))
        .contains("0.02 s EndpointSlices for DNS")
        .doesNotContain("s DNS,");
    assertThat(PropagationText.changesCsv(road.propagation()).lines())
        .last()
        .asString()
        .endsWith(",EndpointSlices");
  }

  @Test
  void aConnectionBehindTheClusterIpCountsForThePodThatItWasGivenTo() {
    Road road = Road.ofThree();
    road.settings(0, road.snapshot().client().settings().withService(ServiceKind.CLUSTER_IP))
        .asked(0, new Scale(4))
        .deployment(5, 4, 3)
        .grows(10, 4)
        .endpoints(50, 1, 2, 3, 4);
    Connection connection =
        new Connection(new Address("127.0.0.1", 5000), new Address("10.96.0.1", 80));
    road.fact(new ClientFact.Connected(Road.at(60), 1, connection))
        .fact(new ClientFact.FirstRequest(Road.at(61), 1, connection));
    assertThat(road.road(1, 4)).isEqualTo(GROWN);

    road.fact(new ClusterFact.Forwarded(Road.at(59), connection, World.address(4)));
    assertThat(road.road(1, 4)).isEqualTo(GROWN + ", CONNECTED 60, FIRST_REQUEST 61");
    assertThat(road.propagation().pending().unplaced()).isEmpty();
  }

  @Test
  void aConnectionThatNobodyTellsAboutCountsForThePodThatAnswersOnIt() {
    Road road = Road.ofThree();
    road.settings(0, road.snapshot().client().settings().withService(ServiceKind.CLUSTER_IP))
        .asked(0, new Scale(4))
        .deployment(5, 4, 3)
        .grows(10, 4)
        .endpoints(50, 1, 2, 3, 4);
    Connection connection =
        new Connection(new Address("127.0.0.1", 5000), new Address("10.96.0.1", 80));
    road.fact(new ClientFact.Connected(Road.at(60), 1, connection))
        .fact(new ClientFact.FirstRequest(Road.at(61), 1, connection))
        .answered(99, connection, 4);
    assertThat(road.road(1, 4)).startsWith(GROWN + ", CONNECTED 60, FIRST_REQUEST 61");
    assertThat(road.propagation().pending().unplaced()).isEmpty();
  }

  @Test
  void anAddressThatWasInUseBeforeIsNotTakenForThatOfTheNewPod() {
    Road road =
        Road.ofThree()
            .pod(0, 3, Phase.TERMINATING)
            .disconnected(1, 1, 3)
            .endpoints(2, 1, 2)
            .gone(3, 3);
    Pod heir =
        new Pod(
            "server-x-heir",
            java.util.Optional.of(World.ip(3)),
            Phase.STARTING,
            "node",
            0,
            Road.at(10));
    road.fact(new ClusterFact.PodSeen(Road.at(10), heir)).resolved(12, 1, 1, 2, 3);
    PodLane lane = road.propagation().lane("server-x-heir").orElseThrow();
    assertThat(Road.words(lane, 1)).isEqualTo("CREATED 10, SCHEDULED 10, STARTED 10");

    road.fact(
            new ClusterFact.PodSeen(
                Road.at(20), new Pod(heir.name(), heir.ip(), Phase.READY, "node", 0, Road.at(20))))
        .endpoints(25, 1, 2, 3);
    lane = road.propagation().lane("server-x-heir").orElseThrow();
    assertThat(Road.words(lane, 1))
        .isEqualTo(
            "CREATED 10, SCHEDULED 10, STARTED 10, READY 20, IN_ENDPOINTS 25, IN_DNS 25, RESOLVED"
                + " 25");
  }

  @Test
  void turningToAnotherClusterForgetsTheLanes() {
    Snapshot turned = scaled().snapshot().turnedTo(World.INFO, Road.at(60));

    assertThat(turned.propagation()).isSameAs(Propagation.NONE);
  }

  @Test
  void whatComesOftenCostsNothingWhileNothingIsWaitedFor() {
    Road road = Road.ofThree();
    road.tick(
        0, Map.of(Road.connection(1, 1), 5L, Road.connection(1, 2), 5L, Road.connection(1, 3), 5L));
    Propagation rest = road.propagation();
    assertThat(rest.lanes()).allMatch(lane -> lane.has(1, Stage.FAIR_SHARE));

    road.tick(100, Map.of(Road.connection(1, 1), 5L));
    road.fact(new ChannelzSeen(Road.at(101), List.of()));

    assertThat(road.propagation().lanes()).isSameAs(rest.lanes());
    assertThat(road.propagation().pending().ticks()).isFalse();
    Propagation still = road.propagation();
    road.tick(200, Map.of(Road.connection(1, 1), 5L));
    assertThat(road.propagation()).isSameAs(still);
  }

  @Test
  void marksAreBoundedAndTheRareOnesStayLongest() {
    Road road = Road.ofThree().asked(0, new Scale(4)).resolved(1, 1, 1, 2);
    for (int i = 2; i < 6000; i++) {
      road.fact(new ClientFact.Queried(Road.at(i), 1)).resolved(i, 1, 1, 2);
    }

    List<String> marks = road.marks();
    assertThat(marks).hasSizeLessThanOrEqualTo(Propagation.MAX_MARKS).hasSizeGreaterThan(1500);
    assertThat(marks).startsWith("ANSWERED: 3 addresses", "USER: scaled 3 → 4");
    assertThat(marks.get(marks.size() - 1)).isEqualTo("UNCHANGED: 2 addresses, unchanged");
    assertThat(marks.get(marks.size() - 2)).isEqualTo("ASKED: asked");
  }

  @Test
  void changesAndStagesAreWrittenAsCsv() {
    Road road = scaled();

    assertThat(PropagationText.changesCsv(road.propagation()).lines())
        .last()
        .asString()
        .isEqualTo("1,1,on disconnect,2026-01-01T00:00:00Z,3 → 4,server-x-p4,OPEN,,,,,,,,");
    assertThat(PropagationText.stagesCsv(road.propagation()).lines())
        .contains(
            "server-x-p4,0,,ready,2026-01-01T00:00:00.040Z,2026-01-01T00:00:00.040Z,,1,"
                + "pod seen: Ready");
    assertThat(PropagationText.text(road.propagation()))
        .isEqualTo("on disconnect: 3 → 4: not over yet\n");
  }
}
