package dev.roundabout.viz.cluster.kubernetes.connect;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Says with every request, watch and web socket who asks, and as whom. It stands in the place of
 * fabric8's own interceptors for both, which know less of what a kubeconfig may say.
 */
final class Identity implements Interceptor {
  static final String NAME = "identity";

  private static final String AUTHORIZATION = "Authorization";
  private static final int UNAUTHORIZED = 401;

  private final Login login;
  private final Impersonation impersonation;
  private final Optional<String> relayKey;

  /**
   * @param relayKey for the relay on the way; empty where there is none
   */
  Identity(Login login, Impersonation impersonation, Optional<String> relayKey) {
    this.login = login;
    this.impersonation = impersonation;
    this.relayKey = relayKey;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    authorize(builder);
    relayKey.ifPresent(key -> builder.setHeader(ProxyRelay.KEY, key));
    impersonation.headers().forEach(header -> builder.header(header.name(), header.value()));
  }

  private void authorize(BasicBuilder builder) {
    String authorization = login.authorization();
    if (!authorization.isEmpty()) {
      builder.setHeader(AUTHORIZATION, authorization);
    }
  }

  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
    if (response.code() != UNAUTHORIZED) {
      return CompletableFuture.completedFuture(false);
    }
    List<String> sent = response.request().headers(AUTHORIZATION);
    boolean again = login.refused(sent.isEmpty() ? "" : sent.get(0));
    if (again) {
      authorize(builder);
    }
    return CompletableFuture.completedFuture(again);
  }
}
