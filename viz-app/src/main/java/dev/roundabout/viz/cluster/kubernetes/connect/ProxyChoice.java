package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The proxy by which an API is reached: always the one of the kubeconfig, else the environment's as
 * kubectl takes it.
 *
 * @param uri of the proxy, with a host and a known scheme
 * @param namedBy the field or variable that names it, for messages
 * @see <a href="https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config">httpproxy</a>
 */
record ProxyChoice(URI uri, String namedBy) {
  private static final Set<String> SCHEMES = Set.of("http", "https", "socks5");

  /**
   * @throws IOException where a proxy is named that cannot be taken; the message says by what
   */
  static Optional<ProxyChoice> of(ClusterEntry cluster, KubeSource source) throws IOException {
    if (!cluster.proxyUrl().isEmpty()) {
      return Optional.of(named(cluster.proxyUrl(), "proxy-url"));
    }
    URI server = URI.create(cluster.server());
    String variable = cluster.isTls() ? "HTTPS_PROXY" : "HTTP_PROXY";
    Optional<String> value =
        source.variable(variable).or(() -> source.variable(variable.toLowerCase(Locale.ROOT)));
    if (value.isEmpty() || new NoProxy(source).excepts(server)) {
      return Optional.empty();
    }
    String url = value.get();
    return Optional.of(named(hasKnownScheme(url) ? url : "http://" + url, variable));
  }

  private static boolean hasKnownScheme(String url) {
    int end = url.indexOf("://");
    return end > 0
        && (SCHEMES.contains(url.substring(0, end).toLowerCase(Locale.ROOT))
            || url.startsWith("socks5h://"));
  }

  private static ProxyChoice named(String url, String by) throws IOException {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new IOException(by + " is not a valid URL"); // its text may have a password
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean ofEnvironment = !by.equals("proxy-url");
    if (!SCHEMES.contains(scheme) && !(ofEnvironment && scheme.equals("socks5h"))) {
      throw new IOException(by + " has to be an http://, https:// or socks5:// URL");
    }
    if (uri.getHost() == null) {
      throw new IOException(by + " has no host in it");
    }
    return new ProxyChoice(uri, by);
  }

  boolean isSocks() {
    return scheme().startsWith("socks5");
  }

  boolean isTls() {
    return scheme().equals("https");
  }

  String scheme() {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  /** Without the brackets of an IPv6 address. */
  String host() {
    return uri.getHost().replaceAll("^\\[|]$", "");
  }

  int port() {
    if (uri.getPort() > 0) {
      return uri.getPort();
    }
    return isSocks() ? 1080 : isTls() ? 443 : 80;
  }

  /** {@code user:password}, decoded; empty where it has none. */
  Optional<String> login() {
    return Optional.ofNullable(uri.getUserInfo());
  }

  /** Fit for the screen: without a password. */
  @Override
  public String toString() {
    return "the proxy %s://%s:%d (%s)".formatted(scheme(), uri.getHost(), port(), namedBy);
  }
}
