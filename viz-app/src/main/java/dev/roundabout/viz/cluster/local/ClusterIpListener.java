package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.gateway.Acceptor;
import dev.roundabout.viz.gateway.SocketDuplex;
import dev.roundabout.viz.gateway.Splicer;
import dev.roundabout.viz.model.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * The ClusterIP as a real address: listens on it while the Service has an endpoint, so that a
 * connection is refused while it has none, like by kube-proxy's REJECT rule.
 */
final class ClusterIpListener implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int BACKLOG = 1_024;

  private final KubeProxy proxy;
  private final Reports reports;
  private final Splicer splicer;
  private Optional<Acceptor> acceptor = Optional.empty();
  private boolean closed;

  ClusterIpListener(KubeProxy proxy, Reports reports) throws IOException {
    this.proxy = proxy;
    this.reports = reports;
    this.splicer = new Splicer("cluster-ip-splice", this::trouble);
  }

  /** Opens or closes the port. Connections that stand stay. */
  synchronized void listen(boolean wanted) {
    if (closed || wanted == acceptor.isPresent()) {
      return;
    }
    if (!wanted) {
      stop();
      return;
    }
    try {
      acceptor = Optional.of(open());
    } catch (IOException failure) {
      trouble(failure);
    }
  }

  private Acceptor open() throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      Address address = proxy.clusterIp();
      listener.bind(new InetSocketAddress(address.ip(), address.port()), BACKLOG);
    } catch (IOException failure) {
      listener.close();
      throw failure;
    }
    return new Acceptor("cluster-ip", listener, PATIENCE, this::handle, this::trouble);
  }

  private boolean handle(SocketChannel socket) throws IOException {
    InetSocketAddress remote = (InetSocketAddress) socket.getRemoteAddress();
    Address client = new Address(remote.getAddress().getHostAddress(), remote.getPort());
    splicer.splice(new SocketDuplex(socket), proxy.dial(client), ByteBuffer.allocate(0));
    return true;
  }

  private void trouble(Exception failure) {
    reports.trouble("the ClusterIP", failure);
  }

  private void stop() {
    acceptor.ifPresent(Acceptor::close);
    acceptor = Optional.empty();
  }

  @Override
  public synchronized void close() {
    closed = true;
    stop();
    splicer.close();
  }
}
