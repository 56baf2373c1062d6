package dev.roundabout.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.NameResolverRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The article's numbers, over three real servers. */
class BatchClientTest {

  private final StaticAddresses several = new StaticAddresses();
  private final List<WorkloadServer> servers = new ArrayList<>();

  @BeforeEach
  void startServers() throws Exception {
    NameResolverRegistry.getDefaultRegistry().register(several);
    for (int i = 0; i < 3; i++) {
      servers.add(WorkloadServer.start(Servers.options().withPod("server-" + i)));
    }
  }

  @AfterEach
  void stopServers() {
    servers.forEach(WorkloadServer::close);
    NameResolverRegistry.getDefaultRegistry().deregister(several);
  }

  @Test
  void sequentialRoundRobinIsEvenOnceAllAreConnected() throws Exception {
    List<String> ids = new ArrayList<>();
    run(LbPolicyName.ROUND_ROBIN, 1, 6000, ids);
    // The first calls go to whoever is connected first; the last 3000 are the warm ones.
    Map<String, Integer> counts = new HashMap<>();
    ids.subList(3000, 6000).forEach(id -> counts.merge(id, 1, Integer::sum));
    assertThat(counts).hasSize(3);
    assertThat(counts.values()).allMatch(count -> count >= 999 && count <= 1001);
  }

  @Test
  void pickFirstStaysWithOneServer() throws Exception {
    BatchResult result = run(LbPolicyName.PICK_FIRST, 3000, 3000, new ArrayList<>());
    assertThat(result.answers()).hasSize(1);
    assertThat(result.answers().get(0).count()).isEqualTo(3000);
  }

  private BatchResult run(LbPolicyName policy, int concurrency, int requests, List<String> ids)
      throws InterruptedException {
    var options =
        new BatchOptions(
            StaticAddresses.target(servers.toArray(WorkloadServer[]::new)),
            requests,
            concurrency,
            Duration.ZERO,
            policy,
            Optional.empty());
    BatchResult result = new BatchClient(options, answer -> ids.add(answer.getId())).run();
    assertThat(result.failures()).isEmpty();
    return result;
  }
}
