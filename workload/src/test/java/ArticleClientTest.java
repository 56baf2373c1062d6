import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.workload.ServerOptions;
import dev.roundabout.workload.WorkloadServer;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/**
 * The article's client: its stubs are generated from the article's own {@code .proto}, which is why
 * they and this test have no package, and it knows nothing else of the server.
 */
class ArticleClientTest {
  private static final int REQUESTS = 100;

  @Test
  void getsTheIdOfTheServerAtEachCall() throws IOException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (WorkloadServer server = WorkloadServer.start(ServerOptions.at(loopback))) {
      String target = server.address().getHostString() + ":" + server.address().getPort();
      ManagedChannel connection =
          Grpc.newChannelBuilder(target, InsecureChannelCredentials.create()).build();
      try {
        ServiceGrpc.ServiceBlockingStub client = ServiceGrpc.newBlockingStub(connection);
        for (int i = 0; i < REQUESTS; i++) {
          Article.Res answer = client.get(Article.Req.getDefaultInstance());
          assertThat(answer.getId()).isEqualTo(server.id());
        }
      } finally {
        connection.shutdownNow();
      }
    }
  }
}
