package dev.roundabout.viz.cluster.kubernetes.connect;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * What a credential plugin answers: an ExecCredential of the version that was asked for, with a
 * token or a certificate or both. Messages have nothing of it.
 *
 * @param what answers
 */
record PluginAnswer(String what, String apiVersion) {

  Credential read(String output) throws IOException {
    Fields answer = answer(output);
    Optional<Fields> status = answer.part("status");
    if (status.isEmpty()) {
      throw new IOException(what + " answered without a status");
    }
    String token = status.get().text("token");
    ContextCheck.requireSendable("the token of " + what, token);
    Optional<ClientCertificate> certificate = certificate(status.get());
    if (token.isEmpty() && certificate.isEmpty()) {
      throw new IOException(what + " gave no credentials: neither a token nor a certificate");
    }
    return Credential.bearer(token, certificate, end(status.get()));
  }

  private Fields answer(String output) throws IOException {
    if (output.isBlank()) {
      throw new IOException(what + " gave no credentials: its standard output is empty");
    }
    Map<?, ?> read;
    try {
      read = Serialization.unmarshal(output, Map.class);
    } catch (RuntimeException e) {
      throw new IOException(what + " gave no credentials: its standard output is not JSON");
    }
    Fields answer = Fields.of(read == null ? Map.of() : read, "the answer");
    if (!answer.text("kind").equals("ExecCredential")) {
      throw new IOException(what + " gave no credentials: its answer is no ExecCredential");
    }
    if (!answer.text("apiVersion").equals(apiVersion)) {
      throw new IOException(
          "%s was asked for %s and answered in %s; set exec.apiVersion to that, or get a newer plugin"
              .formatted(what, apiVersion, answer.text("apiVersion")));
    }
    return answer;
  }

  private Optional<ClientCertificate> certificate(Fields status) throws IOException {
    String certificate = status.text("clientCertificateData");
    String key = status.text("clientKeyData");
    if (certificate.isEmpty() != key.isEmpty()) {
      throw new IOException(what + " gave a certificate or a key, and not both");
    }
    if (certificate.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ClientCertificate.of(
            new Material("clientCertificateData of " + what, Optional.empty(), certificate),
            new Material("clientKeyData of " + what, Optional.empty(), key)));
  }

  private Optional<Instant> end(Fields status) throws IOException {
    String end = status.text("expirationTimestamp");
    try {
      return end.isEmpty() ? Optional.empty() : Optional.of(OffsetDateTime.parse(end).toInstant());
    } catch (DateTimeException e) {
      throw new IOException(what + " gave an expirationTimestamp that is no time");
    }
  }
}
