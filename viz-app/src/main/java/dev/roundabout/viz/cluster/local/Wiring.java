package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.gateway.Duplex;
import dev.roundabout.viz.gateway.SocketDuplex;
import dev.roundabout.viz.model.Address;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where the addresses of the pods are really listened on: the pod network. Any thread. */
final class Wiring {
  private final boolean ownIps;
  private final Map<Address, Optional<InetSocketAddress>> pods = new ConcurrentHashMap<>();

  /**
   * @param ownIps whether pods listen where they say; otherwise on free ports of 127.0.0.1
   */
  Wiring(boolean ownIps) {
    this.ownIps = ownIps;
  }

  /** Where the server of a pod should listen. */
  InetSocketAddress bindFor(Address pod) {
    return ownIps
        ? new InetSocketAddress(pod.ip(), pod.port())
        : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  void opened(Address pod, InetSocketAddress listening) {
    pods.put(pod, Optional.of(listening));
  }

  /** The pod is there and nothing listens in it. */
  void silent(Address pod) {
    pods.put(pod, Optional.empty());
  }

  void removed(Address pod) {
    pods.remove(pod);
  }

  boolean has(Address pod) {
    return pods.containsKey(pod);
  }

  /** Connects to a pod; blocks. */
  Duplex dial(Address pod) throws IOException {
    InetSocketAddress listening =
        pods.getOrDefault(pod, Optional.empty())
            .orElseThrow(() -> new ConnectException("nothing listens on " + pod));
    return new SocketDuplex(SocketChannel.open(listening));
  }
}
