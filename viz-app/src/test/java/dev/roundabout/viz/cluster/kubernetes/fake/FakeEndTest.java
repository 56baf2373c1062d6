package dev.roundabout.viz.cluster.kubernetes.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Where the fake listens, and what is left of it. */
final class FakeEndTest {

  @Test
  void listensAtOneAddressOnlyAndLeavesNothingBehind() throws IOException {
    int port;
    try (FakeKubernetes api = FakeKubernetes.start()) {
      api.deploy("default", 2);
      api.awaitReady("default", 2);
      port = URI.create(api.server()).getPort();
      try (Socket open = new Socket("127.0.0.1", port)) {
        assertThat(open.isConnected()).isTrue();
      }
      assertNobodyListens("127.0.0.2", port); // as it would where all interfaces were bound
    }
    assertNobodyListens("127.0.0.1", port);
    WithFake.eventually(
        () ->
            assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("fake-") || name.startsWith("workload-"))
                .noneMatch(name -> name.startsWith("vert.x-")));
  }

  private static void assertNobodyListens(String host, int port) {
    assertThatThrownBy(() -> new Socket(host, port).close()).isInstanceOf(ConnectException.class);
  }
}
