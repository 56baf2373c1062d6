package dev.roundabout.viz.cluster.kubernetes.connect;

import java.time.Instant;
import java.util.Optional;

/**
 * By what an API knows who asks.
 *
 * @param authorization the header of that name; empty where there is none
 * @param end from when on it is of no use; empty where nobody knows
 */
record Credential(
    String authorization, Optional<ClientCertificate> certificate, Optional<Instant> end) {
  static final Credential NONE = new Credential("", Optional.empty(), Optional.empty());

  static Credential bearer(
      String token, Optional<ClientCertificate> certificate, Optional<Instant> end) {
    return new Credential(token.isEmpty() ? "" : "Bearer " + token, certificate, end);
  }

  boolean hasEnded(Instant now) {
    return end.filter(now::isAfter).isPresent();
  }

  /** Nothing that is secret. */
  @Override
  public String toString() {
    return "credential" + end.map(when -> " until " + when).orElse("");
  }
}
