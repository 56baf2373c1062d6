package dev.roundabout.viz.client;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.Settings;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A server that takes every call and answers none. */
final class FrozenServer implements AutoCloseable {
  private final Server server;

  private FrozenServer(Server server) {
    this.server = server;
  }

  static FrozenServer start() throws IOException {
    return new FrozenServer(
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .directExecutor()
            .addService(new Silence())
            .build()
            .start());
  }

  /** A client's setup whose only address is this server. */
  ClientSetup setup(Rig rig, Settings settings) {
    ClientSetup setup = rig.setup(settings);
    Address here = new Address("127.0.0.1", server.getPort());
    return new ClientSetup(
        setup.key(),
        name -> new DnsAnswer(name, List.of(here.ip()), Duration.ZERO, "frozen"),
        setup.endpoints(),
        target -> new Route.Direct(here),
        setup.info(),
        setup.clock(),
        setup.ticker(),
        setup.sink(),
        settings);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static final class Silence extends ServiceGrpc.ServiceImplBase {
    @Override
    public void get(Req request, StreamObserver<Res> responses) {
      // Nothing comes of it.
    }
  }
}
