package dev.roundabout.viz.cluster.kubernetes.connect;

import dev.roundabout.viz.cluster.kubernetes.connect.OidcProvider.Tokens;
import dev.roundabout.viz.model.pasted.PastedLine;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The login of somebody whom an OpenID provider knows ({@code auth-provider} {@code oidc}): an id
 * token, and a refresh token that gets the next one. fabric8 would renew it as well; but it writes
 * the whole kubeconfig anew, and takes the refresh token away where the provider lets it stay.
 */
final class OidcLogin {
  /** A token that ends while it is under way is of no use. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final KubeContext context;
  private final Map<String, String> settings;

  private OidcLogin(KubeContext context) {
    this.context = context;
    this.settings = context.user().authProviderConfig();
  }

  /**
   * What a provider gave.
   *
   * @param end from when on it has to be another one; empty where it does not tell
   */
  record Token(String id, Optional<Instant> end) {}

  /**
   * An id token that is good, renewed where it is not; may ask the provider, for a bounded time.
   * One at a time, by what the files say then: a provider may take a refresh token only once. New
   * tokens are kept in their file before they are used: the provider may not take the old ones
   * again.
   *
   * @throws IOException where it cannot be renewed; the message says to log in again
   */
  static synchronized Token token(KubeContext context, InstantSource clock) throws IOException {
    OidcLogin login = new OidcLogin(context.again());
    String token = login.token(clock);
    return new Token(token, end(token).map(when -> when.minus(MARGIN)));
  }

  private String token(InstantSource clock) throws IOException {
    String token = settings.getOrDefault("id-token", "");
    String refresh = settings.getOrDefault("refresh-token", "");
    Optional<Instant> end = end(token);
    if (end.filter(clock.instant().plus(MARGIN)::isBefore).isPresent()) {
      return token;
    }
    if (refresh.isEmpty()) {
      if (end.isEmpty() && !token.isEmpty()) {
        return token; // whether it is good only the API knows
      }
      throw again("has ended, and the kubeconfig has no refresh-token");
    }
    OidcProvider provider = new OidcProvider(settings);
    try {
      Tokens renewed = provider.renewed(refresh);
      new TokenFile(context.user().file(), context.userName())
          .replace(token, renewed.id(), refresh, renewed.refresh().orElse(refresh));
      return renewed.id();
    } catch (IOException e) {
      throw again("has ended, and " + provider.issuer() + " did not renew it: " + e.getMessage());
    }
  }

  private IOException again(String what) {
    return new IOException(
        "The login of context "
            + context.name()
            + " "
            + what
            + ". Log in again, and try: "
            + PastedLine.version(context.name()));
  }

  /**
   * Empty where it does not tell.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4">RFC 7519</a>
   */
  private static Optional<Instant> end(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
      Map<?, ?> read =
          Serialization.unmarshal(new String(claims, StandardCharsets.UTF_8), Map.class);
      return read.get("exp") instanceof Number seconds
          ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
          : Optional.empty();
    } catch (RuntimeException notOurs) {
      return Optional.empty();
    }
  }
}
