package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Route;
import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.HttpConnectProxiedSocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/**
 * Addresses in gRPC's form.
 *
 * <p>Each carries {@link #TARGET}: through a tunnel a connection's own remote address is the proxy,
 * so this is how the transport and channelz tell which pod it leads to.
 */
public final class Endpoints {

  /** Where a connection to this address ends: a pod, or a ClusterIP. */
  public static final Attributes.Key<Address> TARGET =
      Attributes.Key.create("dev.roundabout.target");

  private Endpoints() {}

  static EquivalentAddressGroup group(Route route) {
    return new EquivalentAddressGroup(
        socketAddress(route), Attributes.newBuilder().set(TARGET, route.target()).build());
  }

  private static SocketAddress socketAddress(Route route) {
    if (route instanceof Route.Tunnel tunnel) {
      return HttpConnectProxiedSocketAddress.newBuilder()
          .setTargetAddress(inet(tunnel.target()))
          .setProxyAddress(inet(tunnel.proxy()))
          .setUsername(tunnel.user())
          .setPassword(tunnel.password())
          .build();
    }
    return inet(route.target());
  }

  /** Without a name, as DnsNameResolver's are, so that nobody looks one up. */
  private static InetSocketAddress inet(Address address) {
    try {
      byte[] bytes = InetAddress.getByName(address.ip()).getAddress();
      return new InetSocketAddress(InetAddress.getByAddress(bytes), address.port());
    } catch (UnknownHostException notAnIp) {
      throw new IllegalArgumentException("not an IP address: " + address.ip(), notAnIp);
    }
  }
}
