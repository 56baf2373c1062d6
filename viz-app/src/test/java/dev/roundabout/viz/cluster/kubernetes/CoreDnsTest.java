package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.Loop;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CoreDnsTest {
  private static final int ASKERS = 4;
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final List<Exception> troubles = new CopyOnWriteArrayList<>();
  private final List<Runnable> openings = new CopyOnWriteArrayList<>();

  /** The way to DNS never opens. */
  @Test
  void thoseWhoWaitTogetherInVainOpenOneStream() throws Exception {
    ExecutorService askers = Executors.newFixedThreadPool(ASKERS);
    try (ScriptedForward api = new ScriptedForward();
        Loop loop = new Loop("core-dns-test", troubles::add);
        PortForwards forwards = new PortForwards(api.client(), TIMEOUT, loop);
        CoreDns dns =
            new CoreDns(api.client(), forwards, loop, openings::add, new Random(1), TIMEOUT)) {
      CyclicBarrier together = new CyclicBarrier(ASKERS);
      List<Future<byte[]>> answers = new ArrayList<>();
      for (int i = 0; i < ASKERS; i++) {
        answers.add(
            askers.submit(
                () -> {
                  together.await();
                  return dns.exchange(new byte[12]);
                }));
      }
      for (Future<byte[]> answer : answers) {
        assertThatThrownBy(answer::get).hasCauseInstanceOf(SocketTimeoutException.class);
      }
      assertThat(openings).hasSize(1);
    } finally {
      askers.shutdownNow();
    }
    assertThat(troubles).isEmpty();
  }
}
