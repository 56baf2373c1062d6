package dev.roundabout.viz.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.ClusterFact.ApiEventSeen;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SecretsTest {
  private static final String TOKEN = "k8s-aws-v1.aHR0cHM6Ly9zdHM_secret+/=\"x";

  private final Secrets secrets = new Secrets();

  private void hides(String text) {
    assertThat(secrets.without(text)).as(text).contains(Secrets.HIDDEN).doesNotContain("aHR0cHM");
  }

  @Test
  void aSecretIsHiddenInEveryFormThatALibraryMayGiveIt() {
    secrets.know(TOKEN + "\n");
    hides("invalid header value: \"Bearer " + TOKEN + "\n\"");
    hides(TOKEN);
    hides("?token=" + URLEncoder.encode(TOKEN, StandardCharsets.UTF_8) + "&x=1");
    hides("{\"token\":\"" + TOKEN.replace("\"", "\\\"") + "\\n\"}");
    assertThat(secrets.without("nothing of it")).isEqualTo("nothing of it");
  }

  @Test
  void itIsFoundWithinBase64AtEachOfItsThreePlaces() {
    secrets.know("correct horse battery staple");
    for (String user : List.of("", "a:", "ab:", "abc:")) {
      String basic =
          Base64.getEncoder()
              .encodeToString(
                  (user + "correct horse battery staple!").getBytes(StandardCharsets.UTF_8));
      String shown = secrets.without("sent " + basic);
      assertThat(shown).as(user).contains(Secrets.HIDDEN);
      String left = shown.replace("sent ", "").replace(Secrets.HIDDEN, "");
      assertThat(left).hasSizeLessThanOrEqualTo(12);
    }
  }

  @Test
  void eachLineOfAKeyIsOne() {
    secrets.know("-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\nqwertzuiop\n-----END-----\n");
    assertThat(secrets.without("unexpected input at MIIEpAIBAAKCAQEA7 or qwertzuiop"))
        .isEqualTo("unexpected input at (hidden) or (hidden)");
  }

  @Test
  void aShortSecretIsNoPartOfAWord() {
    secrets.know("server");
    assertThat(secrets.without("password server of servers, server-headless"))
        .isEqualTo("password (hidden) of servers, (hidden)-headless");
    secrets.know("any");
    assertThat(secrets.without("any pod")).isEqualTo("any pod");
  }

  @Test
  void whatLooksLikeACredentialIsHiddenThoughNobodyKnewIt() {
    Map<String, String> texts =
        Map.of(
            "got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln end", "got (hidden) end",
            "Authorization: Bearer abc", "Authorization: Bearer (hidden)",
            "Proxy-Authorization: Basic YTpi", "Proxy-Authorization: Basic (hidden)",
            "proxy http://me:pw@proxy:3128 refused", "proxy http://(hidden)@proxy:3128 refused",
            "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----!", "(hidden)!",
            "https://127.0.0.1:8443/api?x=a@b", "https://127.0.0.1:8443/api?x=a@b");
    texts.forEach((text, shown) -> assertThat(secrets.without(text)).isEqualTo(shown));
  }

  @Test
  void aFactIsCleanHoweverDeepItsTextIs() {
    secrets.know(TOKEN);
    ApiEventSeen fact =
        new ApiEventSeen(Instant.EPOCH, Optional.of(Instant.EPOCH), true, "Pod x", "why", TOKEN);
    assertThat(secrets.without(fact))
        .isEqualTo(
            new ApiEventSeen(
                Instant.EPOCH, Optional.of(Instant.EPOCH), true, "Pod x", "why", Secrets.HIDDEN));
    ApiEventSeen clean =
        new ApiEventSeen(Instant.EPOCH, Optional.of(Instant.EPOCH), true, "Pod x", "why", "so");
    assertThat(secrets.without(clean)).isSameAs(clean);
    assertThat(secrets.without(List.of(Optional.of(TOKEN), Map.of("a", TOKEN))))
        .isEqualTo(List.of(Optional.of(Secrets.HIDDEN), Map.of("a", Secrets.HIDDEN)));
  }
}
