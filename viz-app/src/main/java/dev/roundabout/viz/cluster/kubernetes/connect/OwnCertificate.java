package dev.roundabout.viz.cluster.kubernetes.connect;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows the server the certificate of now, whichever authorities it says it knows. */
final class OwnCertificate extends X509ExtendedKeyManager {
  private static final String ALIAS = "client";

  private final Supplier<Optional<ClientCertificate>> certificate;

  OwnCertificate(Supplier<Optional<ClientCertificate>> certificate) {
    this.certificate = certificate;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] types, Principal[] issuers, SSLEngine engine) {
    return chosen(types);
  }

  @Override
  public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
    return chosen(types);
  }

  private @Nullable String chosen(String[] types) {
    return certificate
        .get()
        .map(own -> own.key().getAlgorithm())
        .filter(type -> Arrays.asList(types).contains(type))
        .map(type -> ALIAS)
        .orElse(null);
  }

  @Override
  public String[] getClientAliases(String type, Principal[] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return certificate.get().map(own -> own.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return certificate.get().map(ClientCertificate::key).orElse(null);
  }

  @Override
  public String[] getServerAliases(String type, Principal[] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
    return null;
  }
}
