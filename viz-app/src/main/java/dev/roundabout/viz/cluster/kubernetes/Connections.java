package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.kubernetes.Bounded.TimedOutException;
import dev.roundabout.viz.model.Choices;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Builds clients of one context's API, one after another, with the same credentials; nothing is
 * asked of the API yet. Blocks for I/O.
 */
final class Connections {
  /** Long enough to log in, short enough to choose something else. */
  private static final Duration CREDENTIALS = Duration.ofSeconds(20);

  /** It doubles five times: an API that is back is heard within 8 s, not within 32 s. */
  private static final int WATCH_AGAIN_MILLIS = 250;

  private final String context;
  private final ContextConfig config;

  private Connections(String context, ContextConfig config) {
    this.context = context;
    this.config = config;
  }

  /** How long a client waits. */
  enum Patience {
    /** For a question or a change whose answer somebody waits for. */
    QUICK(Duration.ofSeconds(2), Duration.ofSeconds(5), 0),
    /** For a session, whose watches may meet a busy API. */
    STEADY(Duration.ofSeconds(5), Duration.ofSeconds(10), 2);

    private final Duration connect;
    private final Duration request;
    private final int retries;

    Patience(Duration connect, Duration request, int retries) {
      this.connect = connect;
      this.request = request;
      this.retries = retries;
    }
  }

  /**
   * Gets the credentials.
   *
   * @param context that the kubeconfig has
   * @param clock by which a login ends and is renewed
   * @throws IOException where they are missing or wrong; the message names the cause and the next
   *     step
   */
  static Connections to(Kubeconfig kubeconfig, Choices.Context context, InstantSource clock)
      throws IOException {
    return new Connections(context.name(), config(kubeconfig, context, clock));
  }

  /**
   * A client that the caller closes.
   *
   * @throws IOException where certificates are missing or wrong
   */
  KubernetesClient open(Patience patience) throws IOException {
    config.setConnectionTimeout((int) patience.connect.toMillis());
    config.setRequestTimeout((int) patience.request.toMillis());
    config.setRequestRetryBackoffLimit(patience.retries);
    try {
      return client(config);
    } catch (RuntimeException e) {
      throw new IOException("The context " + context + " cannot be used: " + Faults.root(e), e);
    }
  }

  /** The same connections for changes: one that was made and not answered is not made twice. */
  static KubernetesClient quick(KubernetesClient client) {
    return impatient(client, Patience.QUICK.request);
  }

  /** The same connections, with a time limit of its own and without trying again. */
  static KubernetesClient impatient(KubernetesClient client, Duration patience) {
    RequestConfig config =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestTimeout((int) patience.toMillis())
            .withRequestRetryBackoffLimit(0)
            .build();
    return client.newClient(config).adapt(KubernetesClient.class);
  }

  /**
   * A client as every client here is built: each answer comes whole within a limited time, and a
   * broken watch is opened again soon.
   */
  static KubernetesClient client(Config config) {
    config.setWatchReconnectInterval(WATCH_AGAIN_MILLIS);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new HttpThreads())
        .withHttpClientBuilderConsumer(
            http -> http.addOrReplaceInterceptor(WholeAnswer.NAME, new WholeAnswer()))
        .build();
  }

  private static ContextConfig config(
      Kubeconfig kubeconfig, Choices.Context context, InstantSource clock) throws IOException {
    try {
      return Bounded.call(
          "getting the credentials of " + context.name(),
          CREDENTIALS,
          () -> ContextConfig.of(kubeconfig, context.name(), clock));
    } catch (TimedOutException e) {
      throw new IOException(
          e.getMessage()
              + "; its plugin may wait for you to log in. Try: kubectl --context="
              + context.name()
              + " version",
          e);
    } catch (RuntimeException e) {
      throw new IOException(
          "The credentials of context " + context.name() + " cannot be used: " + Faults.root(e), e);
    }
  }
}
