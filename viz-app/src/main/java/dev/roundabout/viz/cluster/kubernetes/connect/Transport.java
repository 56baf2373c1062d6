package dev.roundabout.viz.cluster.kubernetes.connect;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes the HTTP client of one client of an API: by the way and with the TLS of its context, over
 * HTTP/1.1, with threads that end by themselves when they have nothing to do.
 *
 * <p>fabric8's own end with the client at once, and then the JDK can no longer close what is about
 * to open: a web socket would stay open until the garbage collector finds it.
 */
final class Transport extends JdkHttpClientFactory {
  private static final long IDLE_MILLIS = 100;

  private final Optional<Tls> tls;
  private final Optional<ProxyRelay> relay;

  /**
   * @param tls empty for plain HTTP
   * @param relay closed with the client; empty for the straight way
   */
  Transport(Optional<Tls> tls, Optional<ProxyRelay> relay) {
    this.tls = tls;
    this.relay = relay;
  }

  @Override
  protected HttpClient.Builder createNewHttpClientBuilder() {
    return HttpClient.newBuilder().executor(executor());
  }

  @Override
  protected void additionalConfig(HttpClient.Builder builder) {
    builder
        .version(Version.HTTP_1_1)
        .followRedirects(Redirect.NORMAL)
        .proxy(relay.map(ProxyRelay::selector).orElse(HttpClient.Builder.NO_PROXY));
    tls.ifPresent(secure -> builder.sslContext(secure.context()));
  }

  @Override
  protected void closeHttpClient(JdkHttpClientImpl client) {
    relay.ifPresent(ProxyRelay::close);
  }

  private static Executor executor() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_MILLIS,
        TimeUnit.MILLISECONDS,
        new SynchronousQueue<>(),
        Transport::thread);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "kubernetes-http");
    thread.setDaemon(true);
    return thread;
  }
}
