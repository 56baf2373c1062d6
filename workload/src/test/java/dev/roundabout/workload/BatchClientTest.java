package dev.roundabout.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.NameResolverRegistry;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({"true, 20", "false, 1"})
  void aNewConnectionForEachCallIsThatManyConnections(boolean perCall, int expected)
      throws Exception {
    AtomicInteger connections = new AtomicInteger();
    Server server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addTransportFilter(new Counting(connections))
            .addService(new Answering())
            .build()
            .start();
    try {
      var options =
          new BatchOptions(
              "localhost:" + server.getPort(),
              20,
              4,
              Duration.ZERO,
              LbPolicyName.PICK_FIRST,
              Optional.empty(),
              perCall);
      assertThat(new BatchClient(options, answer -> {}).run().failures()).isEmpty();
      assertThat(connections).hasValue(expected);
    } finally {
      server.shutdownNow();
    }
  }

  private static final class Counting extends ServerTransportFilter {
    private final AtomicInteger connections;

    Counting(AtomicInteger connections) {
      this.connections = connections;
    }

    @Override
    public Attributes transportReady(Attributes transport) {
      connections.incrementAndGet();
      return transport;
    }
  }

  private static final class Answering extends ServiceGrpc.ServiceImplBase {
    @Override
    public void get(Req request, StreamObserver<Res> client) {
      client.onNext(Res.getDefaultInstance());
      client.onCompleted();
    }
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
            Optional.empty(),
            false);
    BatchResult result = new BatchClient(options, answer -> ids.add(answer.getId())).run();
    assertThat(result.failures()).isEmpty();
    return result;
  }
}
