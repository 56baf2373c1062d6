package dev.roundabout.viz.client;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers every call and says that it is not serving. */
final class SickServer extends ServiceGrpc.ServiceImplBase implements AutoCloseable {
  private final AtomicInteger calls = new AtomicInteger();
  private final Server server;

  private SickServer(InetSocketAddress address) {
    HealthStatusManager health = new HealthStatusManager();
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
    server =
        NettyServerBuilder.forAddress(address)
            .directExecutor()
            .addService(this)
            .addService(health.getHealthService())
            .build();
  }

  /** At the address of a pod of the rig, which knows the pod from now on. */
  static SickServer start(Rig rig, int pod) throws IOException {
    SickServer sick = new SickServer(new InetSocketAddress(rig.ip(pod), rig.port()));
    sick.server.start();
    rig.ready(pod);
    return sick;
  }

  int calls() {
    return calls.get();
  }

  @Override
  public void get(Req request, StreamObserver<Res> client) {
    calls.incrementAndGet();
    client.onNext(Res.newBuilder().setId("sick").build());
    client.onCompleted();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
