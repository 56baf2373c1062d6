package dev.roundabout.viz.app;

import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.client.ClientSetup;
import dev.roundabout.viz.client.ClientUnderTest;
import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.cluster.local.Delays;
import dev.roundabout.viz.cluster.local.LocalCluster;
import dev.roundabout.viz.cluster.local.LocalOptions;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClientFact.Connected;
import dev.roundabout.viz.model.ClientFact.FirstRequest;
import dev.roundabout.viz.model.ClientFact.Queried;
import dev.roundabout.viz.model.ClientFact.RefreshAsked;
import dev.roundabout.viz.model.ClientFact.Resolved;
import dev.roundabout.viz.model.ClusterFact.EndpointsSeen;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.LoadTick;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An embedded cluster of instant pods, a client of it, and every fact in the order it came. */
final class Reresolving implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Set<String> ASKING = Set.of("asked", "discarded", "queried");

  private final EndpointTap tap = new EndpointTap();
  private final List<Fact> facts = new ArrayList<>();
  private final LocalCluster cluster;
  private final ClientUnderTest client;

  Reresolving(InstantSource clock, int pods, Settings settings) throws IOException {
    cluster =
        new LocalCluster(
            LocalOptions.likeACluster(clock, System::nanoTime, new Random(5))
                .withReplicas(pods)
                .withDelays(Delays.none()),
            "a test");
    cluster.start(
        fact -> {
          add(fact);
          tap.accept(fact);
        });
    client =
        new ClientUnderTest(
            new ClientSetup(
                UUID.randomUUID().toString(),
                cluster.names(),
                tap,
                cluster.reach(),
                cluster.info(),
                clock,
                System::nanoTime,
                this::add,
                settings));
    client.start();
    for (int each = 1; each <= settings.clients(); each++) {
      int number = each;
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  of(FirstRequest.class).filter(first -> first.client() == number).count() >= pods);
    }
  }

  private synchronized void add(Fact fact) {
    facts.add(fact);
  }

  synchronized List<Fact> all() {
    return List.copyOf(facts);
  }

  <F extends Fact> Stream<F> of(Class<F> kind) {
    return all().stream().filter(kind::isInstance).map(kind::cast);
  }

  void ask(Action action) {
    try {
      if (action instanceof Action.OnCluster onCluster) {
        cluster.apply(onCluster);
      } else if (action instanceof Action.OnClient onClient) {
        client.apply(onClient);
      }
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  /** Scales to this many, and waits until the EndpointSlices name the new pod; its IP. */
  String addPod(int replicas) {
    List<String> before = endpoints();
    ask(new Action.Scale(replicas));
    await().atMost(PATIENCE).until(() -> endpoints().size() == replicas);
    return endpoints().stream().filter(ip -> !before.contains(ip)).findFirst().orElseThrow();
  }

  private List<String> endpoints() {
    return of(EndpointsSeen.class)
        .filter(seen -> seen.service() == ServiceKind.HEADLESS)
        .reduce((earlier, later) -> later)
        .map(seen -> seen.ready().stream().map(address -> address.ip()).toList())
        .orElse(List.of());
  }

  /** Waits until calls have gone on for a while, so that what would happen has happened. */
  void moreCalls(int count) {
    long sent = sent();
    await().atMost(PATIENCE).until(() -> sent() > sent + count);
  }

  private long sent() {
    return of(LoadTick.class).mapToLong(LoadTick::sent).sum();
  }

  FirstRequest firstRequest(int number, String ip) {
    await().atMost(PATIENCE).until(() -> of(FirstRequest.class).anyMatch(to(number, ip)));
    return of(FirstRequest.class).filter(to(number, ip)).findFirst().orElseThrow();
  }

  boolean hasRequest(int number, String ip) {
    return of(FirstRequest.class).anyMatch(to(number, ip));
  }

  private static Predicate<FirstRequest> to(int number, String ip) {
    return first -> first.client() == number && first.connection().remote().ip().equals(ip);
  }

  EndpointsSeen inEndpoints(String ip) {
    return of(EndpointsSeen.class).filter(seen -> names(seen, ip)).findFirst().orElseThrow();
  }

  /** From the EndpointSlices to the first request. */
  Duration wait(int number, String ip) {
    return Duration.between(inEndpoints(ip).at(), firstRequest(number, ip).at());
  }

  /**
   * What the first client did on the way of a pod, from the EndpointSlices to its first request.
   * Questions that found nothing new, or came when it had been found already, are left out.
   */
  List<String> road(String ip) {
    FirstRequest end = firstRequest(1, ip);
    List<Fact> all = all();
    List<Fact> way = all.subList(all.indexOf(inEndpoints(ip)), all.indexOf(end) + 1);
    List<String> road = new ArrayList<>();
    for (Fact fact : way) {
      String word = word(fact, ip);
      boolean found = road.contains("resolved");
      if (word.equals("unchanged") && !found) {
        road.clear();
        road.add("in EndpointSlices");
      } else if (isNews(word, road) && !(found && ASKING.contains(word))) {
        road.add(word);
      }
    }
    return road;
  }

  private static boolean isNews(String word, List<String> road) {
    return !word.isEmpty() && !word.equals("unchanged") && !road.contains(word);
  }

  private static String word(Fact fact, String ip) {
    if (fact instanceof EndpointsSeen seen && seen.service() == ServiceKind.HEADLESS) {
      return names(seen, ip) ? "in EndpointSlices" : "";
    }
    if (fact instanceof RefreshAsked asked) {
      return asked.discarded() ? "discarded" : "asked";
    }
    if (fact instanceof Queried) {
      return "queried";
    }
    if (fact instanceof Resolved resolved) {
      return resolved.addresses().stream().anyMatch(address -> address.ip().equals(ip))
          ? "resolved"
          : "unchanged";
    }
    if (fact instanceof Connected connected) {
      return connected.connection().remote().ip().equals(ip) ? "connected" : "";
    }
    return fact instanceof FirstRequest first && first.connection().remote().ip().equals(ip)
        ? "first request"
        : "";
  }

  private static boolean names(EndpointsSeen seen, String ip) {
    return seen.service() == ServiceKind.HEADLESS
        && seen.ready().stream().anyMatch(address -> address.ip().equals(ip));
  }

  @Override
  public void close() {
    client.close();
    cluster.close();
  }
}
