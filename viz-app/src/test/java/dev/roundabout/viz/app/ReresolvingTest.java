package dev.roundabout.viz.app;

import static dev.roundabout.viz.model.ResolverMode.MAX_CONNECTION_AGE;
import static dev.roundabout.viz.model.ResolverMode.ON_DISCONNECT;
import static dev.roundabout.viz.model.ResolverMode.POLL_DNS;
import static dev.roundabout.viz.model.ResolverMode.WATCH_ENDPOINTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClientFact.Connected;
import dev.roundabout.viz.model.ClientFact.Queried;
import dev.roundabout.viz.model.ClientFact.RefreshAsked;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each way of re-resolving on the embedded cluster: what happens, in which order, and how soon. */
@Timeout(180)
class ReresolvingTest {
  private static final Duration NO_GATE = Duration.ZERO;
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Optional<ConnectionAge> AGE = Optional.of(ConnectionAge.DEFAULT);

  /** Each look at it is a millisecond later, so that times tell the order exactly. */
  private static InstantSource counting() {
    AtomicLong looks = new AtomicLong();
    return () -> Instant.EPOCH.plusMillis(looks.incrementAndGet());
  }

  @Test
  void watching_leads_from_the_endpoint_slices_to_the_channel() throws IOException {
    try (Reresolving world = world(WATCH_ENDPOINTS, NO_GATE)) {
      String pod = world.addPod(3);
      assertThat(world.road(pod))
          .containsExactly("in EndpointSlices", "resolved", "connected", "first request");
      assertThat(world.of(Queried.class)).isEmpty();
      assertThat(world.of(RefreshAsked.class)).isEmpty();
    }
  }

  @Test
  void polling_asks_by_itself() throws IOException {
    try (Reresolving world = world(POLL_DNS, NO_GATE)) {
      String pod = world.addPod(3);
      assertThat(world.road(pod))
          .containsExactly(
              "in EndpointSlices", "queried", "resolved", "connected", "first request");
      assertThat(world.of(RefreshAsked.class)).isEmpty();
    }
  }

  @Test
  void an_aged_connection_makes_grpc_ask() throws IOException {
    try (Reresolving world = world(MAX_CONNECTION_AGE, NO_GATE)) {
      String pod = world.addPod(3);
      world.ask(new Action.SetConnectionAge(AGE));
      assertThat(world.road(pod))
          .containsExactly(
              "in EndpointSlices", "asked", "queried", "resolved", "connected", "first request");
    }
  }

  @Test
  void on_disconnect_nothing_happens_until_a_connection_breaks() throws IOException {
    try (Reresolving world = world(ON_DISCONNECT, NO_GATE)) {
      String pod = world.addPod(3);
      world.moreCalls(500);
      assertThat(world.hasRequest(1, pod)).isFalse();
      assertThat(world.of(Queried.class)).hasSize(1);
      String broken =
          world
              .of(LoadTick.class)
              .flatMap(tick -> tick.answers().keySet().stream())
              .findFirst()
              .orElseThrow();
      world.ask(new Action.Kill(broken, true));
      assertThat(world.road(pod))
          .containsExactly(
              "in EndpointSlices", "asked", "queried", "resolved", "connected", "first request");
    }
  }

  @Test
  void resolve_now_passes_the_gate() throws IOException {
    try (Reresolving world = world(ON_DISCONNECT, Resolving.DEFAULT_GATE)) {
      String pod = world.addPod(3);
      world.moreCalls(100);
      world.ask(new Action.ResolveNow());
      assertThat(world.road(pod))
          .containsExactly(
              "in EndpointSlices", "queried", "resolved", "connected", "first request");
    }
  }

  @Test
  void two_clients_in_two_modes_see_two_worlds() throws IOException {
    Resolving both =
        new Resolving(ON_DISCONNECT, Map.of(2, WATCH_ENDPOINTS), NO_GATE, Resolving.MIN_POLL);
    try (Reresolving world = new Reresolving(counting(), 2, settings(both).withClients(2))) {
      String pod = world.addPod(3);
      world.firstRequest(2, pod);
      world.moreCalls(500);
      assertThat(world.hasRequest(1, pod)).isFalse();
    }
  }

  @Test
  void watching_is_sooner_than_polling_than_the_age_than_waiting_for_a_disconnect()
      throws IOException {
    Resolving three =
        new Resolving(
            ON_DISCONNECT, Map.of(2, WATCH_ENDPOINTS, 3, POLL_DNS), Resolving.DEFAULT_GATE, POLL);
    Duration watched;
    Duration polled;
    try (Reresolving world =
        new Reresolving(InstantSource.system(), 2, settings(three).withClients(3))) {
      // Right after a poll, so that the next one is as far away as can be.
      long polls = world.of(Queried.class).filter(asked -> asked.client() == 3).count();
      await()
          .until(
              () -> world.of(Queried.class).filter(asked -> asked.client() == 3).count() > polls);
      String pod = world.addPod(3);
      watched = world.wait(2, pod);
      polled = world.wait(3, pod);
      world.moreCalls(500);
      assertThat(world.hasRequest(1, pod)).isFalse();
    }
    Resolving gateless = new Resolving(MAX_CONNECTION_AGE, Map.of(), NO_GATE, POLL);
    try (Reresolving world = new Reresolving(InstantSource.system(), 2, settings(gateless))) {
      world.ask(new Action.SetConnectionAge(AGE));
      // Likewise: connections that have just been opened anew are the youngest.
      await().atMost(Duration.ofSeconds(30)).until(() -> world.of(Connected.class).count() >= 4);
      String pod = world.addPod(3);
      assertThat(world.wait(1, pod)).isGreaterThan(polled);
    }
    assertThat(watched).isLessThan(polled);
  }

  private static Reresolving world(ResolverMode mode, Duration gate) throws IOException {
    return new Reresolving(
        counting(), 2, settings(new Resolving(mode, Map.of(), gate, Resolving.MIN_POLL)));
  }

  private static Settings settings(Resolving resolving) {
    return Settings.initial().withLoad(new Load.Rate(300)).withResolving(resolving);
  }
}
