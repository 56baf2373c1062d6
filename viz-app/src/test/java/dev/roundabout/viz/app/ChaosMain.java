package dev.roundabout.viz.app;

import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.model.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A hundred scale changes and a hundred hard kills in random order under load, between them
 * streams, gRPC's switches, ways of re-resolving and frozen pods, in a JVM of its own, so that
 * nothing else can leave a thread, a socket or a line on its error stream.
 */
final class ChaosMain {
  private static final int CHANGES = 100;
  private static final int KILLS = 100;
  private static final int OTHERS = 40;
  private static final int MOST_REPLICAS = 8;
  private static final int MOST_STREAMS = 12;
  private static final int CALLS_BETWEEN = 40;

  /** Every so many steps calls are waited for; a tick of them takes 100 ms. */
  private static final int STEPS_BETWEEN_CALLS = 10;

  /** Column of the inode in the tables of sockets. */
  private static final int INODE = 9;

  private static final List<ResolverMode> MODES =
      Stream.of(ResolverMode.values()).filter(mode -> mode != ResolverMode.AS_SHIPPED).toList();

  /**
   * All but outlier detection: where an address goes while a call to it is under way, that of
   * grpc-java 1.85.1 throws from its tracer ({@code OutlierDetectionLoadBalancer}, a tracker that
   * is null), and such a call never ends.
   */
  private static final List<GrpcSwitch> SWITCHES =
      Stream.of(GrpcSwitch.values()).filter(each -> each != GrpcSwitch.OUTLIER_DETECTION).toList();

  /** What is done to the world, and how often. */
  private enum Kind {
    SCALE(CHANGES),
    KILL(KILLS),
    STREAMS(OTHERS),
    SWITCH(OTHERS),
    MODE(OTHERS),
    FREEZE(OTHERS);

    private final int times;

    Kind(int times) {
      this.times = times;
    }
  }

  private final Watched session;
  private final Random random;

  private ChaosMain(Watched session, Random random) {
    this.session = session;
    this.random = random;
  }

  public static void main(String[] args) throws IOException {
    Logs.configure();
    Set<String> threadsBefore = threads();
    Watched session =
        new Watched(
            Duration.ofMillis(200),
            "--instant-pods",
            "--load=8",
            "--clients=2",
            "--deadline=200ms");
    try (session) {
      session.untilServing(3);
      new ChaosMain(session, new Random(Long.parseLong(args[0]))).run();
    }
    Snapshot last = session.now();
    requireBalance(last);
    require(last.troubles().isEmpty(), "troubles: " + last.troubles());
    require(last.traffic().ledger().inFlight() == 0, "left in flight: " + last.traffic().ledger());
    require(last.traffic().ledger().ok() > 0, "no call went well");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> require(left(threadsBefore).isEmpty(), "left: " + left(threadsBefore)));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> require(sockets() == 0, sockets() + " sockets are open"));
    System.out.println("sound: " + TerminalTable.books(last.traffic().ledger()));
  }

  private void run() {
    List<Kind> steps = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      steps.addAll(Collections.nCopies(kind.times, kind));
    }
    Collections.shuffle(steps, random);
    for (int i = 0; i < steps.size(); i++) {
      step(steps.get(i));
      requireBalance(session.now());
      if (i % STEPS_BETWEEN_CALLS == 0) {
        long sent = session.now().traffic().ledger().sent();
        session.until(snapshot -> snapshot.traffic().ledger().sent() > sent + CALLS_BETWEEN);
      }
    }
  }

  private void step(Kind kind) {
    switch (kind) {
      case SCALE -> scale(random.nextInt(MOST_REPLICAS + 1));
      case KILL -> kill();
      case STREAMS -> session.ask(new Action.SetStreams(random.nextInt(MOST_STREAMS + 1)));
      case SWITCH -> session.ask(new Action.SetSwitch(any(SWITCHES), flip()));
      case MODE -> session.ask(resolve());
      case FREEZE -> freeze();
    }
  }

  /** Waits until the world shows it, so that no pod is killed that is going already. */
  private void scale(int replicas) {
    session.ask(new Action.Scale(replicas));
    session.until(
        snapshot -> snapshot.cluster().desired() == replicas && active(snapshot) == replicas);
  }

  private void kill() {
    Pod pod = ready();
    session.ask(new Action.Kill(pod.name(), true)).until(snapshot -> hasChanged(pod, snapshot));
  }

  /** Freezes one, or lets the frozen one go on. */
  private void freeze() {
    Optional<Pod> frozen = ready(session.now()).stream().filter(Pod::frozen).findFirst();
    Pod pod = frozen.orElseGet(this::ready);
    session.ask(new Action.Freeze(pod.name(), !pod.frozen()));
    session.until(snapshot -> hasChanged(pod, snapshot));
  }

  private static boolean hasChanged(Pod pod, Snapshot snapshot) {
    return pods(snapshot).noneMatch(pod::equals);
  }

  private Action resolve() {
    return switch (random.nextInt(4)) {
      case 0 -> new Action.ResolveNow();
      case 1 -> new Action.SetPollInterval(Duration.ofMillis(200 + random.nextInt(800)));
      default -> new Action.SetResolver(OptionalInt.of(1 + random.nextInt(2)), any(MODES));
    };
  }

  private Pod ready() {
    if (session.now().cluster().desired() == 0) {
      scale(3);
    }
    session.until(snapshot -> !ready(snapshot).isEmpty());
    return any(ready(session.now()));
  }

  private static List<Pod> ready(Snapshot snapshot) {
    return pods(snapshot).filter(Pod::isReady).toList();
  }

  private static long active(Snapshot snapshot) {
    return pods(snapshot)
        .filter(pod -> pod.phase() != Pod.Phase.TERMINATING && pod.phase() != Pod.Phase.GONE)
        .count();
  }

  private static Stream<Pod> pods(Snapshot snapshot) {
    return snapshot.cluster().seats().stream().map(Seat::pod);
  }

  private boolean flip() {
    return random.nextBoolean();
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static void requireBalance(Snapshot snapshot) {
    Ledger ledger = snapshot.traffic().ledger();
    require(ledger.balances(), "the books do not balance: " + ledger);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }

  private static Set<String> left(Set<String> before) {
    Set<String> now = threads();
    now.removeAll(before);
    // The JDK keeps these two for the whole process, and Awaitility its own while it waits.
    now.removeIf(
        name ->
            name.startsWith("process reaper")
                || name.startsWith("awaitility")
                || name.startsWith("Common-Cleaner")
                || name.startsWith("ForkJoinPool.commonPool"));
    return now;
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** TCP and UDP sockets of this process, where the system tells; the JDK keeps a local pair. */
  private static long sockets() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return 0;
    }
    Set<String> inodes = new TreeSet<>();
    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
        inodes.add("socket:[" + line.trim().split("\\s+", -1)[INODE] + "]");
      }
    }
    try (Stream<Path> links = Files.list(descriptors)) {
      return links.map(ChaosMain::target).filter(inodes::contains).count();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      // The descriptor of the listing itself is gone by now.
      return "";
    }
  }
}
