package dev.roundabout.viz.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/** What a closed part of the program may not leave behind. */
public final class Leftovers {
  private static final List<String> OUR_THREADS =
      List.of(
          "local-", "kubernetes-", "cluster-ip", "gateway", "dns-observer", "way-in", "workload-");

  private Leftovers() {}

  /** Waits until no thread of ours lives. */
  public static void assertNoThreads() {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> OUR_THREADS.stream().anyMatch(name::startsWith))
        .toList();
  }

  public static void assertNobodyListens(InetSocketAddress address) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(listens(address)).as("%s", address).isFalse());
  }

  public static boolean listens(InetSocketAddress address) throws IOException {
    try (SocketChannel socket = SocketChannel.open(address)) {
      return socket.isConnected();
    } catch (ConnectException refused) {
      return false;
    }
  }
}
