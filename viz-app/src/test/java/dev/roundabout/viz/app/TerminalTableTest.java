package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.ClusterFact.ServiceSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ServiceFault;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Snapshot;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TerminalTableTest {
  private static final Instant START = Instant.parse("2026-11-02T10:00:00Z");
  private static final ServiceFault FAULT =
      new ServiceFault("No Service x in demo", "Make it", "kubectl expose deployment x");

  private final TerminalTable table = new TerminalTable(START, 300);
  private Snapshot snapshot =
      Snapshot.empty(
          new ClusterInfo(
              new ClusterInfo.Origin("minikube", "", "minikube", ""),
              "demo",
              "x",
              "x-headless.demo.svc.cluster.local",
              "x.demo.svc.cluster.local",
              9090,
              9090),
          START);

  private void seen(int second, Optional<ServiceFault> fault) {
    snapshot =
        snapshot.after(new ServiceSeen(START.plusSeconds(second), ServiceKind.CLUSTER_IP, fault));
  }

  @Test
  void aServiceAtFaultIsSaidOnceWithTheCommandThatHelps() {
    seen(1, Optional.of(FAULT));
    assertThat(table.lines(snapshot))
        .hasSize(4)
        .startsWith(
            "   1s  No Service x in demo",
            "   1s  Make it: kubectl expose deployment x",
            "   1s  No pod runs.");
    assertThat(table.lines(snapshot)).hasSize(1);
    seen(2, Optional.empty());
    assertThat(table.lines(snapshot)).hasSize(1);
    seen(3, Optional.of(FAULT));
    assertThat(table.lines(snapshot)).hasSize(3);
  }
}
