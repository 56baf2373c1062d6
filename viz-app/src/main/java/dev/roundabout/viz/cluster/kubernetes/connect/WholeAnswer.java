package dev.roundabout.viz.cluster.kubernetes.connect;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives the body of an answer as much time as its headers had. The time limit of a request ends
 * with the headers, and whoever waits for an answer whose body stalls would wait for ever. What is
 * streamed (watches, logs) has no end to wait for.
 */
final class WholeAnswer implements Interceptor {
  static final String NAME = "whole-answer";

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (request instanceof StandardHttpRequest asked
        && !asked.isForStreaming()
        && isLimited(asked)
        && response.body() instanceof AsyncBody body) {
      limit(body, asked.getTimeout());
    }
  }

  /** No limit, or one of 0, means that somebody wants to wait for ever. */
  private static boolean isLimited(StandardHttpRequest asked) {
    return asked.getTimeout() != null && asked.getTimeout().toMillis() > 0;
  }

  private static void limit(AsyncBody body, Duration time) {
    var unused =
        body.done()
            .orTimeout(time.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (all, failure) -> {
                  if (failure instanceof TimeoutException) {
                    body.cancel(); // or its connection would stay
                  }
                });
  }
}
