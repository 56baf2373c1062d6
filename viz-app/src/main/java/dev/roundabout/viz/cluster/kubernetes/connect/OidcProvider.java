package dev.roundabout.viz.cluster.kubernetes.connect;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An OpenID provider, asked for new tokens. Blocks for I/O, for a bounded time.
 *
 * @param settings as they stand in the kubeconfig, by kubectl's names
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokens">Refresh</a>
 */
record OidcProvider(Map<String, String> settings) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * What a provider gives.
   *
   * @param refresh in place of the one before, which is not good any more; empty where it stays
   */
  record Tokens(String id, Optional<String> refresh) {}

  /**
   * @throws IOException where it gives none; the message says why, and has no token in it
   */
  Tokens renewed(String refreshToken) throws IOException {
    HttpClient client = client();
    URI endpoint = uri(text(ask(client, discovery()), "token_endpoint"));
    Map<?, ?> answer = ask(client, request(endpoint, refreshToken));
    return new Tokens(
        text(answer, "id_token"),
        Optional.ofNullable(answer.get("refresh_token"))
            .map(String::valueOf)
            .filter(token -> !token.isEmpty()));
  }

  String issuer() {
    return settings.getOrDefault("idp-issuer-url", "");
  }

  private HttpRequest discovery() throws IOException {
    String issuer = issuer().endsWith("/") ? issuer() : issuer() + "/";
    return HttpRequest.newBuilder(uri(issuer + ".well-known/openid-configuration"))
        .timeout(PATIENCE)
        .build();
  }

  private HttpRequest request(URI endpoint, String refreshToken) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", refreshToken);
    String id = settings.getOrDefault("client-id", "");
    String secret = settings.getOrDefault("client-secret", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded");
    if (secret.isEmpty()) {
      form.put("client_id", id);
    } else {
      String pair = encoded(id) + ":" + encoded(secret);
      String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      request.header("Authorization", "Basic " + basic);
    }
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return request.POST(BodyPublishers.ofString(body)).build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Map<?, ?> ask(HttpClient client, HttpRequest request) throws IOException {
    HttpResponse<String> response = answer(client, request);
    Map<?, ?> body = json(response.body());
    if (response.statusCode() != 200) {
      Object error = body.get("error");
      throw new IOException(
          "it answers " + response.statusCode() + (error == null ? "" : " (" + error + ")"));
    }
    return body;
  }

  private static HttpResponse<String> answer(HttpClient client, HttpRequest request)
      throws IOException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (IOException e) {
      throw new IOException("it cannot be asked: " + Causes.root(e), e);
    }
  }

  /** Empty for a page that is none: neither it nor a parser's message about it is shown. */
  private static Map<?, ?> json(String body) {
    try {
      return Optional.<Map<?, ?>>ofNullable(Serialization.unmarshal(body, Map.class))
          .orElse(Map.of());
    } catch (RuntimeException notJson) {
      return Map.of();
    }
  }

  private static String text(Map<?, ?> answer, String field) throws IOException {
    if (answer.get(field) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw new IOException("its answer has no " + field);
  }

  private static URI uri(String text) throws IOException {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new IOException("'" + text + "' is not an address");
  }

  private HttpClient client() throws IOException {
    return HttpClient.newBuilder()
        .connectTimeout(PATIENCE)
        .proxy(ProxySelector.getDefault())
        .sslContext(Tls.trusting(authority(), false))
        .build();
  }

  private Material authority() throws IOException {
    String file = settings.getOrDefault("idp-certificate-authority", "");
    Fields data = Fields.of(settings, "auth-provider.config");
    return new Material(
        "idp-certificate-authority",
        file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file)),
        new String(data.data("idp-certificate-authority-data"), StandardCharsets.UTF_8));
  }
}
