package dev.roundabout.viz.cluster.kubernetes;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Gives each client of an API threads that end by themselves when they have nothing to do.
 *
 * <p>fabric8's own end with the client at once, and then the JDK can no longer close what is about
 * to open: a web socket would stay open until the garbage collector finds it.
 */
final class HttpThreads extends JdkHttpClientFactory {
  private static final long IDLE_MILLIS = 100;

  @Override
  protected HttpClient.Builder createNewHttpClientBuilder() {
    return HttpClient.newBuilder().executor(executor());
  }

  private static Executor executor() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_MILLIS,
        TimeUnit.MILLISECONDS,
        new SynchronousQueue<>(),
        HttpThreads::thread);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "kubernetes-http");
    thread.setDaemon(true);
    return thread;
  }
}
