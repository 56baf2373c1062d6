package dev.roundabout.viz.cluster.kubernetes.connect;

import dev.roundabout.viz.cluster.Secrets;
import dev.roundabout.viz.cluster.kubernetes.connect.KubeconfigFile.ContextEntry;
import dev.roundabout.viz.model.Choices;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * A context of the kubeconfig with all that it leads to, read once: what is shown, judged and
 * guarded is what is used.
 */
public final class KubeContext {
  private final KubeSource source;
  private final String name;
  private final String namespace;
  private final ClusterEntry cluster;
  private final String userName;
  private final UserEntry user;
  private final Optional<ProxyChoice> proxy;

  private KubeContext(
      KubeSource source,
      String name,
      String namespace,
      ClusterEntry cluster,
      String userName,
      UserEntry user,
      Optional<ProxyChoice> proxy) {
    this.source = source;
    this.name = name;
    this.namespace = namespace;
    this.cluster = cluster;
    this.userName = userName;
    this.user = user;
    this.proxy = proxy;
  }

  /**
   * @throws IOException where something is said that cannot be done; the message names the context
   *     and the field
   */
  static KubeContext of(
      KubeSource source, String name, ContextEntry entry, ClusterEntry cluster, UserEntry user)
      throws IOException {
    try {
      new ContextCheck(cluster, user).run();
      return new KubeContext(
          source,
          name,
          entry.namespace(),
          cluster,
          entry.user(),
          user,
          ProxyChoice.of(cluster, source));
    } catch (IOException e) {
      throw new IOException("The context " + name + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** How the chooser shows it. */
  public Choices.Context choice() {
    return new Choices.Context(
        name, cluster.server(), namespace.isEmpty() ? "default" : namespace, locality().label());
  }

  /** Whether it runs on this machine. */
  public Locality locality() {
    return Locality.of(name, cluster, proxy.isPresent());
  }

  /** As whom it asks, where the kubeconfig says {@code as}; empty where as oneself. */
  public String impersonated() {
    return user.impersonation().user();
  }

  String name() {
    return name;
  }

  /** Learns what it takes to ask. */
  Secrets secrets() {
    return source.secrets();
  }

  String namespace() {
    return namespace;
  }

  ClusterEntry cluster() {
    return cluster;
  }

  /** By which the kubeconfig describes the user; empty where it names none. */
  String userName() {
    return userName;
  }

  UserEntry user() {
    return user;
  }

  Optional<ProxyChoice> proxy() {
    return proxy;
  }

  KubeSource source() {
    return source;
  }

  /**
   * Looks again what the kubeconfig says, for somebody may have logged in.
   *
   * @throws IOException where it leads elsewhere now, or asks as somebody else
   */
  KubeContext again() throws IOException {
    KubeContext now = Kubeconfig.read(source).context(name);
    boolean same =
        now.cluster.equals(cluster)
            && now.proxy.equals(proxy)
            && now.user.impersonation().equals(user.impersonation());
    if (!same) {
      throw new IOException(
          "the context " + name + " of the kubeconfig has changed; choose it again to follow it");
    }
    return now;
  }

  /** A URL with a host; whatever else is there is the API's business. */
  static URI address(String server) throws IOException {
    try {
      URI uri = new URI(server);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?")) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new IOException("server has to be an https:// URL with a host");
  }
}
