package dev.roundabout.viz.cluster.kubernetes.connect;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which servers the environment's proxy is not for: {@code NO_PROXY}, and always this machine.
 *
 * @param source whose environment it is
 */
record NoProxy(KubeSource source) {

  boolean excepts(URI server) {
    String host = bare(String.valueOf(server.getHost()).toLowerCase(Locale.ROOT));
    int port = server.getPort() > 0 ? server.getPort() : defaultPort(server);
    if (host.equals("localhost") || IpRange.of(host).filter(IpRange::isLoopback).isPresent()) {
      return true;
    }
    String entries = source.variable("NO_PROXY").or(() -> source.variable("no_proxy")).orElse("");
    return Arrays.stream(entries.split(","))
        .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> matches(entry, host, port));
  }

  private static int defaultPort(URI server) {
    return "http".equalsIgnoreCase(server.getScheme()) ? 80 : 443;
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    Optional<IpRange> asked = IpRange.of(host);
    Optional<IpRange> whole = IpRange.of(bare(entry));
    if (whole.isPresent()) {
      return asked.filter(whole.get()::contains).isPresent();
    }
    int colon = entry.lastIndexOf(':');
    if (colon >= 0 && !entry.substring(colon + 1).equals(Integer.toString(port))) {
      return false;
    }
    String name = bare(colon >= 0 ? entry.substring(0, colon) : entry);
    Optional<IpRange> address = IpRange.of(name);
    return address.isPresent()
        ? asked.filter(address.get()::contains).isPresent()
        : isDomain(name, host);
  }

  /**
   * {@code a.com} is itself and what is below; {@code .a.com} and {@code *.a.com} are only that.
   */
  private static boolean isDomain(String name, String host) {
    String below = name.startsWith("*.") ? name.substring(1) : name;
    if (below.isEmpty()) {
      return false;
    }
    return below.startsWith(".")
        ? host.endsWith(below)
        : host.equals(below) || host.endsWith("." + below);
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
