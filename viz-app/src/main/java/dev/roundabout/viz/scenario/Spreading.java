package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.Connectivity;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Spot;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who gets the calls while the pods stay as they are. */
final class Spreading {
  private static final int PODS = 3;

  /** More than pods. */
  private static final int CLIENTS = 4;

  /** All calls of a burst start at once. */
  private static final Load AT_ONCE = new Load.Rate(200);

  private final Pace pace;

  Spreading(Pace pace) {
    this.pace = pace;
  }

  List<Experiment> all() {
    return List.of(onePod(), atOnce(), oneAfterAnother(), coldAndWarm(), clientsAndServers());
  }

  private Experiment onePod() {
    return new Experiment(
        1,
        "ClusterIP, one client, one call after another",
        "Does a Service spread the calls of one gRPC client?",
        PODS,
        clusterIp().withLoad(sequential()),
        List.of(burst("calls", "One client sends %,d calls, one after another.")),
        List.of(
            Check.of("all calls on one pod", seen -> onOne(seen, "calls"))
                .article("3000 on one pod")),
        seen -> "All %s went to %s.".formatted(calls(seen, "calls"), pods(seen, "calls")));
  }

  private Experiment atOnce() {
    int calls = pace.calls() / 10;
    return new Experiment(
        2,
        "ClusterIP, all calls at once, and a new connection for each",
        "Do concurrent calls spread? Do calls that each open a connection?",
        PODS,
        clusterIp().withLoad(AT_ONCE),
        List.of(
            burst("calls", "One client sends %,d calls at once, over one connection."),
            Step.ask(
                    "each",
                    words(
                        "Now %,d calls, each over a new connection: kube-proxy chooses for each.",
                        calls),
                    new Action.SetLoad(new Load.NewConnection()),
                    new Action.Burst(calls))
                .untilSince(Worlds.ended(calls))),
        List.of(
            Check.of("over one connection: all calls on one pod", seen -> onOne(seen, "calls"))
                .article("3000 on one pod")
                .decidedBy("calls"),
            Check.of(
                    "a new connection for each call: every pod got some, by chance",
                    seen -> onAll(seen, "each"))
                .article(
                    "“the same results even if you try to create the connection on every"
                        + " iteration”")),
        seen ->
            "One connection: all %s on %s. A new one for each: every pod got %s of %s."
                .formatted(
                    calls(seen, "calls"),
                    pods(seen, "calls"),
                    each(seen, "each"),
                    Check.count(calls)));
  }

  private Experiment oneAfterAnother() {
    return new Experiment(
        4,
        "Headless and round_robin, one call after another",
        "Does round_robin take turns?",
        PODS,
        headless().withLoad(sequential()),
        List.of(
            warm(),
            burst("calls", "The client sends %,d calls, one after another, to all pods in turn.")),
        List.of(
            Check.of(
                    "every pod got " + pace.calls() / PODS + " ± 1", seen -> even(seen, "calls", 2))
                .article("999, 1000, 1001")),
        seen ->
            "Each pod in turn: every one got %s of %s."
                .formatted(each(seen, "calls"), calls(seen, "calls")));
  }

  private Experiment coldAndWarm() {
    return new Experiment(
        3,
        "Headless and round_robin, all calls at once",
        "Why is the spread uneven when all calls start at once?",
        PODS,
        clusterIp().withLoad(AT_ONCE),
        List.of(
            Step.ask(
                    "cold",
                    words(
                        "A new channel to the headless Service, round_robin, and %,d calls at once:"
                            + " they wait for a connection, and the first pods that are READY get"
                            + " them.",
                        pace.calls()),
                    new Action.SetPolicy(LbPolicy.ROUND_ROBIN),
                    new Action.UseService(ServiceKind.HEADLESS),
                    new Action.Burst(pace.calls()))
                .untilSince(Worlds.ended(pace.calls()))
                .lookAt(Spot.BARS),
            warm(),
            burst("warm", "Now every connection is READY: the same %,d calls at once.")),
        List.of(
            Check.of("cold: a pod got more than 10 % over its third", seen -> uneven(seen, "cold"))
                .article("871, 1258, 871")
                .decidedBy("cold"),
            Check.of(
                "warm: every pod got " + pace.calls() / PODS + " ± 1",
                seen -> even(seen, "warm", 2))),
        seen ->
            "Cold, one pod got %s of %s; once all were connected, each got %s."
                .formatted(
                    Check.count(Figures.most(seen.requests("cold").values())),
                    calls(seen, "cold"),
                    each(seen, "warm")));
  }

  private Experiment clientsAndServers() {
    return new Experiment(
        7,
        "Fewer and more clients than servers",
        "Do clients and servers pair up?",
        PODS,
        clusterIp().withLoad(sequential()),
        List.of(
            burst(
                    "one",
                    "The article's figure 2: one client, three pods, ClusterIP. Two pods have"
                        + " nothing to do.")
                .lookAt(Spot.FLOW),
            Step.ask(
                    "more",
                    "The article's figure 1: four clients, three pods, ClusterIP. Each stays on one"
                        + " pod.",
                    new Action.SetClients(CLIENTS),
                    new Action.Burst(pace.calls()))
                .untilSince(Worlds.ended(pace.calls())),
            Step.ask(
                    "turn",
                    "The same four clients turn to the headless Service.",
                    new Action.SetPolicy(LbPolicy.ROUND_ROBIN),
                    new Action.UseService(ServiceKind.HEADLESS))
                .until(seen -> Worlds.servingAll(seen, CLIENTS, PODS)),
            Step.ask(
                    "headless",
                    "The article's figure 3, four times: every client uses every pod.",
                    new Action.Burst(pace.calls()))
                .untilSince(Worlds.ended(pace.calls()))),
        List.of(
            Check.of("one client: one pod busy, two idle", seen -> onOne(seen, "one"))
                .article("one pod of three (figure 2)")
                .decidedBy("one"),
            Check.of(
                    "four clients over the ClusterIP: each on one pod, which one is chance",
                    seen -> connections(seen.after("more")))
                .article("2, 1, 1 in turn (figure 1)")
                .decidedBy("more"),
            Check.of(
                    "four clients, headless: every pod gets a third ± 10 %",
                    seen -> even(seen, "headless", pace.calls() / 30))
                .article("all pods (figure 3)")),
        seen ->
            "ClusterIP: one client used 1 pod, four used %d. Headless: the four used all %d."
                .formatted(clients(seen.after("more")).size(), seen.requests("headless").size()));
  }

  private Load sequential() {
    return new Load.Sequential(pace.pause());
  }

  private static Check.Seen connections(Snapshot seen) {
    Map<String, Long> clients = clients(seen);
    return new Check.Seen(
        Figures.sum(clients.values()) == CLIENTS,
        "clients: " + Check.words(clients),
        Figures.ofPods(seen, clients, "clients"));
  }

  /** How many by pod: kube-proxy chooses at random for each connection. */
  private static Map<String, Long> clients(Snapshot seen) {
    Map<Integer, String> podOf = new TreeMap<>();
    for (ChannelNode channel : seen.client().channels()) {
      channel.subchannels().stream()
          .filter(subchannel -> subchannel.state() == Connectivity.READY)
          .flatMap(subchannel -> subchannel.connected().stream())
          .flatMap(connection -> seen.podOf(connection).stream())
          .forEach(pod -> podOf.put(channel.client(), pod.name()));
    }
    return podOf.values().stream()
        .collect(Collectors.groupingBy(pod -> pod, TreeMap::new, Collectors.counting()));
  }

  private Step burst(String name, String line) {
    return Step.ask(name, words(line, pace.calls()), new Action.Burst(pace.calls()))
        .untilSince(Worlds.ended(pace.calls()))
        .lookAt(Spot.BARS);
  }

  private static String words(String line, int calls) {
    return String.format(Locale.ROOT, line, calls);
  }

  /** Until every connection is READY. */
  private static Step warm() {
    return Step.ask("warm-up", "A few calls, until every pod is connected.", new Action.Burst(30))
        .untilSince(Worlds.ended(30).and((before, now) -> Worlds.serving(now, PODS)));
  }

  private static Check.Seen onOne(Evidence seen, String step) {
    return seen(seen, step, seen.requests(step).size() == 1);
  }

  private static Check.Seen onAll(Evidence seen, String step) {
    return seen(seen, step, seen.requests(step).size() == PODS);
  }

  private static Check.Seen even(Evidence seen, String step, long tolerance) {
    Collection<Long> counts = seen.requests(step).values();
    return seen(seen, step, counts.size() == PODS && Check.gap(counts) <= tolerance);
  }

  private static Check.Seen uneven(Evidence seen, String step) {
    Collection<Long> counts = seen.requests(step).values();
    return seen(seen, step, Figures.most(counts) * PODS > Figures.sum(counts) * 1.1);
  }

  /** Steps may send different numbers of calls, so each has its scale. */
  private static Check.Seen seen(Evidence seen, String step, boolean holds) {
    Map<String, Long> requests = seen.requests(step);
    return new Check.Seen(
        holds, Check.words(requests), Figures.ofPods(seen.after(step), requests, step));
  }

  private static String calls(Evidence seen, String step) {
    return Check.count(Figures.sum(seen.requests(step).values())) + " calls";
  }

  private static String each(Evidence seen, String step) {
    return Figures.range(seen.requests(step).values());
  }

  private static String pods(Evidence seen, String step) {
    return seen.requests(step).keySet().stream()
        .map(Pod::shortName)
        .collect(Collectors.joining(", "));
  }

  /** The article's first client: gRPC's own policy, one address. */
  private static Settings clusterIp() {
    return Settings.initial()
        .withPolicy(LbPolicy.PICK_FIRST)
        .withService(ServiceKind.CLUSTER_IP)
        .withDeadline(Duration.ofSeconds(30));
  }

  private static Settings headless() {
    return Settings.initial().withDeadline(Duration.ofSeconds(30));
  }
}
