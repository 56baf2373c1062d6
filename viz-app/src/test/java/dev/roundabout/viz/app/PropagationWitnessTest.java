package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.local.Delays;
import dev.roundabout.viz.cluster.local.LocalCluster;
import dev.roundabout.viz.cluster.local.LocalOptions;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.PodLane;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Stage;
import io.grpc.channelz.v1.GetServersRequest;
import io.grpc.channelz.v1.GetServersResponse;
import io.grpc.channelz.v1.Server;
import io.grpc.channelz.v1.ServerData;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * Each stage time against a witness that shares no code with it. Every bound here is one of cause
 * and effect, none is a race: an answer cannot be delivered before it was on the wire.
 */
class PropagationWitnessTest {
  /** The session's clock goes on by the monotonic clock, gRPC's channelz by the wall clock. */
  private static final Duration CLOCKS = Duration.ofMillis(20);

  private final Clocks clocks = Clocks.system();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final WireTap tap =
      new WireTap(
          new LocalCluster(
              LocalOptions.likeACluster(clocks.instants(), clocks.nanos(), new Random(11))
                  .withReplicas(2)
                  .withDelays(Delays.none())
                  .withLog(log::add),
              "a test"),
          clocks.instants());

  @Test
  void dnsTcpAndTheServerItselfAgreeWithTheStages() {
    Set<Long> before = new HashSet<>();
    try (Watched session = new Watched(new Session(tap, settings(), clocks))) {
      session.untilServing(2);
      servers().forEach(server -> before.add(server.getRef().getServerId()));
      session.ask(new Action.Scale(3)).untilServing(3).burst(6);
      session.until(
          snapshot ->
              snapshot.propagation().lanes().size() == 3
                  && newest(snapshot).reached(Stage.FIRST_REQUEST, 1).isPresent());
      PodLane lane = newest(session.now());
      String ip = lane.ip().orElseThrow();
      WireTap.Passed wire = tap.connectionTo(ip);

      Instant dns = at(lane, Stage.IN_DNS);
      Instant resolved = at(lane, Stage.RESOLVED);
      Instant connecting = at(lane, Stage.CONNECTING);
      Instant connected = at(lane, Stage.CONNECTED);
      Instant first = at(lane, Stage.FIRST_REQUEST);
      assertThat(dns).isBetween(tap.firstAnswerWith(ip).at(), resolved);
      assertThat(resolved).isBetween(tap.firstAnswerWith(ip).at(), wire.dialled.orElseThrow());
      assertThat(connecting).isBefore(wire.dialled.orElseThrow().plus(CLOCKS));
      assertThat(connected).isBetween(wire.serverSpoke.orElseThrow(), wire.headers.orElseThrow());
      assertThat(first).isBetween(connected, wire.headers.orElseThrow());

      ServerData own = ownAccount(before);
      assertThat(own.getCallsStarted()).isEqualTo(2);
      Instant last =
          clocks
              .ours()
              .apply(
                  Instant.ofEpochSecond(
                      own.getLastCallStartedTimestamp().getSeconds(),
                      own.getLastCallStartedTimestamp().getNanos()));
      assertThat(first).isBefore(last.plus(CLOCKS));
      assertThat(logged(lane.pod()))
          .isBetween(wire.headers.orElseThrow().minus(CLOCKS), last.plus(CLOCKS))
          .isAfter(first.minus(CLOCKS));
    }
    assertThat(session(tap)).isEmpty();
  }

  @Test
  void theEndOfAConnectionAgreesWithTheWire() {
    try (Watched session = new Watched(new Session(tap, settings(), clocks))) {
      session.untilServing(2).burst(4);
      session.ask(new Action.Scale(1));
      session.until(
          snapshot ->
              snapshot.propagation().lanes().stream()
                  .anyMatch(
                      lane ->
                          lane.isGone()
                              && lane.reached(Stage.DROPPED, 1).isPresent()
                              && lane.reached(Stage.DISCONNECTED, 1).isPresent()));
      PodLane lane =
          session.now().propagation().lanes().stream()
              .filter(PodLane::isGoingDown)
              .findFirst()
              .orElseThrow();
      String ip = lane.ip().orElseThrow();

      assertThat(at(lane, Stage.DISCONNECTED)).isAfter(at(lane, Stage.DELETION_ASKED));
      WireTap.Answered without =
          tap.answers().stream()
              .filter(answer -> answer.at().isAfter(at(lane, Stage.DELETION_ASKED)))
              .filter(answer -> !answer.ips().isEmpty() && !answer.ips().contains(ip))
              .findFirst()
              .orElseThrow();
      assertThat(at(lane, Stage.OUT_OF_DNS)).isAfterOrEqualTo(without.at());
      assertThat(at(lane, Stage.DROPPED)).isAfterOrEqualTo(without.at());
      assertThat(at(lane, Stage.OUT_OF_DNS)).isBeforeOrEqualTo(at(lane, Stage.DROPPED));
    }
  }

  private static List<String> session(WireTap tap) {
    return tap.answers().stream()
        .flatMap(answer -> answer.ips().stream())
        .filter(text -> text.contains("Exception"))
        .toList();
  }

  private static Settings settings() {
    Resolving polling =
        new Resolving(ResolverMode.POLL_DNS, Map.of(), Duration.ZERO, Duration.ofMillis(200));
    return Settings.initial()
        .withResolving(polling)
        .withLoad(new Load.Sequential(Duration.ZERO))
        .withRunning(false);
  }

  private static PodLane newest(Snapshot snapshot) {
    List<PodLane> lanes = snapshot.propagation().lanes();
    return lanes.get(lanes.size() - 1);
  }

  private static Instant at(PodLane lane, Stage stage) {
    return lane.reached(stage, 1).orElseThrow().at();
  }

  /** What the server of a pod wrote on its log of its first request. */
  private Instant logged(String pod) {
    List<String> lines = log.stream().filter(line -> line.startsWith(pod + " ")).toList();
    assertThat(lines)
        .singleElement()
        .asString()
        .matches("\\S+ first request \\S+ Service/Get from 127\\.0\\.0\\.1:\\d+");
    return clocks.ours().apply(Instant.parse(lines.get(0).split(" ")[3]));
  }

  /** What the server of the new pod says of itself, by its own channelz. */
  private static ServerData ownAccount(Set<Long> before) {
    List<Server> found =
        servers().stream()
            .filter(server -> !before.contains(server.getRef().getServerId()))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0).getData();
  }

  private static List<Server> servers() {
    List<Server> servers = new ArrayList<>();
    Optional<GetServersResponse> page = page(0);
    while (page.isPresent()) {
      servers.addAll(page.get().getServerList());
      page =
          page.get().getEnd() || page.get().getServerCount() == 0
              ? Optional.empty()
              : page(servers.get(servers.size() - 1).getRef().getServerId() + 1);
    }
    return servers;
  }

  private static Optional<GetServersResponse> page(long from) {
    List<GetServersResponse> pages = new ArrayList<>();
    ChannelzService.newInstance(100)
        .getServers(
            GetServersRequest.newBuilder().setStartServerId(from).build(),
            new StreamObserver<>() {
              @Override
              public void onNext(GetServersResponse value) {
                pages.add(value);
              }

              @Override
              public void onError(Throwable failure) {
                throw new AssertionError(failure);
              }

              @Override
              public void onCompleted() {
                // The page is all there is.
              }
            });
    return pages.stream().findFirst();
  }
}
