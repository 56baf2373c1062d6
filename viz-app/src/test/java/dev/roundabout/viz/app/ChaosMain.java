package dev.roundabout.viz.app;

import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.model.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A hundred scale changes and a hundred hard kills in random order under load, in a JVM of its own,
 * so that nothing else can leave a thread, a socket or a line on its error stream.
 */
final class ChaosMain {
  private static final int EACH = 100;
  private static final int MOST_REPLICAS = 8;
  private static final int CALLS_BETWEEN = 40;

  /** Column of the inode in the tables of sockets. */
  private static final int INODE = 9;

  private ChaosMain() {}

  public static void main(String[] args) throws IOException {
    Logs.configure();
    Random random = new Random(Long.parseLong(args[0]));
    Set<String> threadsBefore = threads();
    Watched session =
        new Watched(Duration.ofMillis(200), "--instant-pods", "--load=8", "--deadline=1s");
    try (session) {
      session.untilServing(3);
      int scales = 0;
      int kills = 0;
      while (scales < EACH || kills < EACH) {
        List<Pod> ready = ready(session.now());
        boolean kill = kills < EACH && !ready.isEmpty() && (scales == EACH || random.nextBoolean());
        if (kill) {
          String pod = ready.get(random.nextInt(ready.size())).name();
          session.ask(new Action.Kill(pod, true));
          kills++;
        } else if (scales < EACH) {
          session.ask(new Action.Scale(random.nextInt(MOST_REPLICAS + 1)));
          scales++;
        } else {
          session.ask(new Action.Scale(3)).until(snapshot -> !ready(snapshot).isEmpty());
          continue;
        }
        requireBalance(session.now());
        long sent = session.now().traffic().ledger().sent();
        session.until(snapshot -> snapshot.traffic().ledger().sent() > sent + CALLS_BETWEEN);
      }
    }
    Snapshot last = session.now();
    requireBalance(last);
    require(last.traffic().ledger().inFlight() == 0, "calls left in flight");
    require(last.troubles().isEmpty(), "troubles: " + last.troubles());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> require(left(threadsBefore).isEmpty(), "left: " + left(threadsBefore)));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> require(sockets() == 0, sockets() + " sockets are open"));
    System.out.println("sound: " + TerminalTable.books(last.traffic().ledger()));
  }

  private static List<Pod> ready(Snapshot snapshot) {
    return snapshot.cluster().seats().stream().map(Seat::pod).filter(Pod::isReady).toList();
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
