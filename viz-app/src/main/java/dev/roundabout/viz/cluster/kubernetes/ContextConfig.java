package dev.roundabout.viz.cluster.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the API's client needs for one context. fabric8 asks for it anew where a token has expired;
 * its own way knows one file only, and so loses a user who is described in another.
 */
final class ContextConfig extends Config {
  private final Renewal<ContextConfig> renewal;

  private ContextConfig(KubeSource source, String context, InstantSource clock) {
    super(false);
    this.renewal = new Renewal<>(() -> of(Kubeconfig.read(source), context, clock), clock);
  }

  /**
   * Reads certificates, runs the context's credential plugin, if it has one, and renews the login
   * at an OpenID provider: may take as long as the plugin wants.
   *
   * @param clock by which a login ends and is renewed
   * @throws IOException where the plugin gives nothing, the login has ended, or there is no such
   *     context any more
   */
  static ContextConfig of(Kubeconfig kubeconfig, String context, InstantSource clock)
      throws IOException {
    ContextConfig config = read(kubeconfig, context, clock);
    return OidcLogin.of(config).isPresent()
        ? loggedIn(kubeconfig.source(), context, clock)
        : config;
  }

  /** One at a time, by what the files say then: a provider may take a refresh token only once. */
  private static synchronized ContextConfig loggedIn(
      KubeSource source, String context, InstantSource clock) throws IOException {
    ContextConfig config = read(Kubeconfig.read(source), context, clock);
    Optional<OidcLogin> login = OidcLogin.of(config);
    if (login.isPresent()) {
      String user = config.getCurrentContext().getContext().getUser();
      TokenFile file = new TokenFile(config.getFileWithAuthInfo().toPath(), user);
      config.setAutoOAuthToken(login.get().token(clock, file));
      config.setAuthProvider(null); // else fabric8 renews it in its own way, see OidcLogin
    }
    return config;
  }

  private static ContextConfig read(Kubeconfig kubeconfig, String context, InstantSource clock)
      throws IOException {
    var unused = kubeconfig.context(context); // fabric8 would take the current one in its place
    ContextConfig config = new ContextConfig(kubeconfig.source(), context, clock);
    if (kubeconfig.isInCluster()) {
      InCluster.fill(config, kubeconfig.source());
    } else {
      KubeConfigUtils.merge(
          config,
          context,
          kubeconfig.files().toArray(io.fabric8.kubernetes.api.model.Config[]::new));
      requireCredentials(config, kubeconfig);
    }
    throughProxy(config, kubeconfig.source());
    return config;
  }

  /**
   * Called before and after requests, by any thread; blocks for a limited time and never fails, for
   * either would be the end of an informer. Without new credentials these go on.
   */
  @Override
  public Config refresh() {
    if (getAutoOAuthToken() == null && getAuthProvider() == null) {
      return this; // a certificate cannot be exchanged in a client that is open
    }
    return renewal.now().<Config>map(Function.identity()).orElse(this);
  }

  /** Why a client's credentials could not be renewed the last time; empty where they could. */
  static Optional<String> trouble(KubernetesClient client) {
    return client.getConfiguration() instanceof ContextConfig config
        ? config.renewal.trouble()
        : Optional.empty();
  }

  /**
   * A failed plugin is only logged by fabric8, and the API would answer a 401 that explains
   * nothing.
   */
  private static void requireCredentials(Config config, Kubeconfig kubeconfig) throws IOException {
    boolean has =
        Stream.of(
                config.getAutoOAuthToken(), config.getClientCertData(), config.getClientCertFile())
            .anyMatch(value -> value != null && !value.isBlank());
    Optional<String> plugin = kubeconfig.plugin(config.getCurrentContext().getContext().getUser());
    if (plugin.isPresent() && !has) {
      throw new IOException(
          "The credential plugin "
              + plugin.get()
              + " of context "
              + config.getCurrentContext().getName()
              + " gave no credentials. Is it installed, and are you logged in? Try: kubectl --context="
              + config.getCurrentContext().getName()
              + " version");
    }
  }

  /**
   * The proxy of the environment, as kubectl takes it: not where the kubeconfig names one, and
   * never to this machine (pkg.go.dev/net/http#ProxyFromEnvironment).
   */
  private static void throughProxy(Config config, KubeSource source) {
    boolean named = config.getHttpsProxy() != null || config.getHttpProxy() != null;
    if (named || Locality.isLoopback(config.getMasterUrl())) {
      return;
    }
    variable(source, "HTTPS_PROXY").ifPresent(config::setHttpsProxy);
    variable(source, "HTTP_PROXY").ifPresent(config::setHttpProxy);
    variable(source, "NO_PROXY").ifPresent(value -> except(config, value));
  }

  private static void except(Config config, String noProxy) {
    Set<String> hosts =
        Stream.of(noProxy.split(","))
            .map(String::strip)
            .map(host -> host.startsWith("*.") ? host.substring(1) : host)
            .filter(host -> !host.isEmpty())
            .collect(Collectors.toSet());
    if (hosts.contains("*")) {
      config.setHttpsProxy(null);
      config.setHttpProxy(null);
    } else {
      config.setNoProxy(hosts.toArray(String[]::new));
    }
  }

  private static Optional<String> variable(KubeSource source, String name) {
    return source.variable(name).or(() -> source.variable(name.toLowerCase(Locale.ROOT)));
  }
}
