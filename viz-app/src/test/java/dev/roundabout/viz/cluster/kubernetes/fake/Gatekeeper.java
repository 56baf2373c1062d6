package dev.roundabout.viz.cluster.kubernetes.fake;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Asks each request who it comes from, and whether that one may do so. Any thread. */
final class Gatekeeper {

  /**
   * Who asks.
   *
   * @param admin may do everything, always
   * @param user may do what is not forbidden
   */
  record Tokens(String admin, String user) {
    static Tokens random() {
      return new Tokens(UUID.randomUUID().toString(), UUID.randomUUID().toString());
    }
  }

  private final Tokens tokens;
  private final Access access;
  private final Set<List<String>> impersonations = ConcurrentHashMap.newKeySet();
  private volatile Optional<String> expiredAt = Optional.empty();

  Gatekeeper(Tokens tokens, Access access) {
    this.tokens = tokens;
    this.access = access;
  }

  /**
   * Takes the user's token for expired.
   *
   * @param path where each request that starts with it is refused; empty for none
   */
  void expiredAt(Optional<String> path) {
    expiredAt = path;
  }

  /**
   * Without TLS nobody shows who he is, and is taken for the user.
   *
   * @throws ApiError 401 without a token that is known
   */
  void authenticate(HttpServerRequest http) {
    if (!isAdmin(http)) {
      impersonations.add(
          http.headers().entries().stream()
              .filter(header -> header.getKey().toLowerCase(Locale.ROOT).startsWith("impersonate-"))
              .map(header -> header.getKey() + ": " + header.getValue())
              .sorted()
              .toList());
    }
    boolean expired = expiredAt.filter(http.path()::startsWith).isPresent();
    boolean bare = !http.isSSL() && http.getHeader("Authorization") == null;
    boolean user = (bare || bears(http, tokens.user())) && !expired;
    if (!isAdmin(http) && !user) {
      throw ApiError.unauthorized();
    }
  }

  /**
   * @throws ApiError 403 for a user who may not
   */
  void authorize(HttpServerRequest http, String verb, ApiRequest request) {
    if (!isAdmin(http)) {
      access.check(verb, request);
    }
  }

  /** As whom the user has asked: the headers of each kind of request there was. */
  Set<List<String>> impersonations() {
    return Set.copyOf(impersonations);
  }

  boolean isAdmin(HttpServerRequest http) {
    return bears(http, tokens.admin());
  }

  private static boolean bears(HttpServerRequest http, String token) {
    return Optional.ofNullable(http.getHeader("Authorization"))
        .filter(("Bearer " + token)::equals)
        .isPresent();
  }
}
