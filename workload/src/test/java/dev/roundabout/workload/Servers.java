package dev.roundabout.workload;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Servers and channels on loopback for tests. */
final class Servers {

  private Servers() {}

  static ServerOptions options() {
    return ServerOptions.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static WorkloadServer start() throws IOException {
    return WorkloadServer.start(options());
  }

  static String target(WorkloadServer server) {
    return server.address().getHostString() + ":" + server.address().getPort();
  }

  static Client connect(WorkloadServer server) {
    return new Client(
        Grpc.newChannelBuilder(target(server), InsecureChannelCredentials.create()).build());
  }

  /** A channel that ends with the test. */
  record Client(ManagedChannel channel) implements AutoCloseable {
    @Override
    public void close() {
      channel.shutdownNow();
    }
  }
}
