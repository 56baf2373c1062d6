package dev.roundabout.viz.cluster.kubernetes.connect;

import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a cluster runs on this machine, so that nobody else is hurt by what is changed in it.
 *
 * <p>A name alone proves nothing, anybody can call a context {@code minikube}: the context has to
 * be named as the tool names it, and its server to be an address that the tool gives. Whatever is
 * not known for sure counts as not local.
 */
public enum Locality {
  /**
   * The context is named after the profile, or its cluster carries minikube's extension; the server
   * is a port of loopback (Docker on macOS and Windows, QEMU) or a host-only network.
   */
  MINIKUBE("minikube", "minikube"),
  /** Servers listen on {@code apiServerAddress}, loopback by default. */
  KIND("kind", "kind-.+"),
  /** Servers listen on {@code 0.0.0.0}, or {@code host.docker.internal} on Docker Desktop. */
  K3D("k3d", "k3d-.+"),
  DOCKER_DESKTOP("Docker Desktop", "docker-desktop|docker-for-desktop"),
  RANCHER_DESKTOP("Rancher Desktop", "rancher-desktop"),
  /** Any other cluster. */
  ELSEWHERE("", "(?!)");

  /** Names that Docker Desktop itself writes into the machine's hosts file. */
  private static final Set<String> DOCKER_NAMES =
      Set.of("kubernetes.docker.internal", "host.docker.internal");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|0\\.0\\.0\\.0|\\[::1?]|\\[0(:0){6}:[01]]");

  /** Where minikube's drivers put their networks: 192.168.49.0/24, 192.168.39.0/24, 172.17… */
  private static final Pattern HOST_ONLY =
      Pattern.compile("192\\.168(\\.\\d{1,3}){2}|172\\.(1[6-9]|2\\d|3[01])(\\.\\d{1,3}){2}");

  private final String label;
  private final Pattern names;

  Locality(String label, String names) {
    this.label = label;
    this.names = Pattern.compile(names);
  }

  /**
   * Judges by the kubeconfig alone; nobody is asked.
   *
   * @param context its name
   * @param cluster one with a {@code tls-server-name} is another one behind a local address
   * @param proxied whether a proxy leads there, for which the address may be another machine
   */
  static Locality of(String context, ClusterEntry cluster, boolean proxied) {
    return proxied || !cluster.tlsServerName().isEmpty()
        ? ELSEWHERE
        : of(context, cluster.server(), cluster.minikube());
  }

  /**
   * @param minikube whether the cluster carries the extension that minikube writes
   */
  static Locality of(String context, String server, boolean minikube) {
    if (minikube) {
      return MINIKUBE.isAt(server) ? MINIKUBE : ELSEWHERE;
    }
    return Arrays.stream(values())
        .filter(kind -> kind.names.matcher(context).matches() && kind.isAt(server))
        .findFirst()
        .orElse(ELSEWHERE);
  }

  /** As the tool calls itself; empty for {@link #ELSEWHERE}. */
  public String label() {
    return label;
  }

  /** Whether a server is on this machine by its address. */
  private static boolean isLoopback(String server) {
    return LOOPBACK.matcher(host(server)).matches();
  }

  private boolean isAt(String server) {
    if (isLoopback(server)) {
      return true;
    }
    String host = host(server);
    return switch (this) {
      case MINIKUBE -> HOST_ONLY.matcher(host).matches();
      case K3D, DOCKER_DESKTOP -> DOCKER_NAMES.contains(host);
      default -> false;
    };
  }

  private static String host(String server) {
    try {
      String host = URI.create(server).getHost();
      return host == null ? "" : host;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
