package dev.roundabout.viz.cluster.kubernetes.connect;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.ImpersonatorInterceptor;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * Builds clients of one context's API, one after another, with the same credentials; nothing is
 * asked of the API yet. Blocks for I/O.
 */
public final class Connections {
  /** It doubles five times: an API that is back is heard within 8 s, not within 32 s. */
  private static final int WATCH_AGAIN_MILLIS = 250;

  private final KubeContext context;
  private final Login login;
  private final Optional<Tls> tls;

  private Connections(KubeContext context, Login login, Optional<Tls> tls) {
    this.context = context;
    this.login = login;
    this.tls = tls;
  }

  /**
   * How long a client waits.
   *
   * @param connect until a connection stands
   * @param request until an answer is there
   * @param retries of a request that failed
   */
  public record Patience(Duration connect, Duration request, int retries) {
    /** For a question or a change whose answer somebody waits for. */
    public static final Patience QUICK =
        new Patience(Duration.ofSeconds(4), Duration.ofSeconds(5), 0);

    /** For a session, whose watches may meet a busy API. */
    public static final Patience STEADY =
        new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), 2);
  }

  /**
   * Gets the credentials; may take as long as a plugin needs with whom it asks to log in, and ends
   * it where the calling thread is interrupted.
   *
   * @param clock by which a login ends and is renewed
   * @param told what a plugin says while it runs, line by line, on another thread
   * @throws IOException where they are missing or wrong; the message names the cause and the next
   *     step
   */
  public static Connections to(KubeContext context, InstantSource clock, Consumer<String> told)
      throws IOException {
    try {
      Credentials credentials = new Credentials(clock, told);
      Login login = new Login(credentials.of(context), context, credentials, clock);
      Optional<Tls> tls =
          context.cluster().isTls()
              ? Optional.of(Tls.to(context.cluster(), login::certificate))
              : Optional.empty();
      login.onNewCertificate(() -> tls.ifPresent(Tls::forgetSessions));
      return new Connections(context, login, tls);
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "The context " + context.name() + " cannot be used: " + Causes.reason(e), e);
    }
  }

  /**
   * A client that the caller closes: each answer comes whole within a limited time, a broken watch
   * is opened again soon, and everything goes by the context's way as who it says.
   *
   * @throws IOException where the way cannot be opened
   */
  public KubernetesClient open(Patience patience) throws IOException {
    Optional<ProxyRelay> relay = relay();
    Config config = new ApiConfig(login);
    config.setMasterUrl(context.cluster().server());
    config.setNamespace(context.choice().namespace());
    config.setWatchReconnectInterval(WATCH_AGAIN_MILLIS);
    config.setConnectionTimeout((int) patience.connect.toMillis());
    config.setRequestTimeout((int) patience.request.toMillis());
    config.setRequestRetryBackoffLimit(patience.retries);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(HttpWatches.over(new Transport(tls, relay)))
        .withHttpClientBuilderConsumer(http -> intercept(http, relay))
        .build();
  }

  private void intercept(HttpClient.Builder http, Optional<ProxyRelay> relay) {
    http.addOrReplaceInterceptor(WholeAnswer.NAME, new WholeAnswer());
    http.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, null);
    http.addOrReplaceInterceptor(ImpersonatorInterceptor.NAME, null);
    http.addOrReplaceInterceptor(
        Identity.NAME,
        new Identity(login, context.user().impersonation(), relay.map(ProxyRelay::key)));
  }

  private Optional<ProxyRelay> relay() throws IOException {
    if (context.proxy().isEmpty()) {
      return Optional.empty();
    }
    ProxyChoice proxy = context.proxy().get();
    Optional<SSLContext> secured =
        proxy.isTls()
            ? Optional.of(
                Tls.withProxy(context.cluster().authority(), context.cluster().insecure()))
            : Optional.empty();
    URI server = KubeContext.address(context.cluster().server());
    int port = server.getPort() > 0 ? server.getPort() : context.cluster().isTls() ? 443 : 80;
    String host = server.getHost().replaceAll("^\\[|]$", "");
    return Optional.of(ProxyRelay.open(new ProxyDialer(proxy, secured), host, port));
  }

  /** Why a client's credentials could not be renewed the last time; empty where they could. */
  public static Optional<String> trouble(KubernetesClient client) {
    return client.getConfiguration() instanceof ApiConfig config
        ? config.login.trouble()
        : Optional.empty();
  }

  /** The same connections for changes: one that was made and not answered is not made twice. */
  public static KubernetesClient quick(KubernetesClient client) {
    return impatient(client, Patience.QUICK.request);
  }

  /** The same connections, with a time limit of its own and without trying again. */
  public static KubernetesClient impatient(KubernetesClient client, Duration patience) {
    RequestConfig config =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestTimeout((int) patience.toMillis())
            .withRequestRetryBackoffLimit(0)
            .build();
    return client.newClient(config).adapt(KubernetesClient.class);
  }

  /** Nothing is guessed from the environment: all that counts is said here. */
  private static final class ApiConfig extends Config {
    private final Login login;

    ApiConfig(Login login) {
      super(false);
      this.login = login;
    }
  }
}
