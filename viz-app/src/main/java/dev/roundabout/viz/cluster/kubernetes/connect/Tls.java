package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;

/** TLS with one server, whose client certificate may change while it is open. */
final class Tls {
  private final SSLContext plain;
  private final SSLContext context;

  private Tls(SSLContext plain, SSLContext context) {
    this.plain = plain;
    this.context = context;
  }

  /**
   * @param certificate asked for at each handshake
   * @throws IOException where a certificate authority or name cannot be used; the message names the
   *     field
   */
  static Tls to(ClusterEntry cluster, Supplier<Optional<ClientCertificate>> certificate)
      throws IOException {
    KeyManager[] own = {new OwnCertificate(certificate)};
    SSLContext plain = context(own, Trust.in(cluster.authority(), cluster.insecure()));
    String name = cluster.tlsServerName();
    return new Tls(plain, name.isEmpty() ? plain : NamedEngine.context(plain, name));
  }

  /**
   * With a server that is shown no certificate.
   *
   * @param authority whose certificates are trusted; nothing for this machine's
   */
  static SSLContext trusting(Material authority, boolean insecure) throws IOException {
    return context(new KeyManager[0], Trust.in(authority, insecure));
  }

  /** With a proxy, which may be the company's as well as the cluster's; it sees no certificate. */
  static SSLContext withProxy(Material authority, boolean insecure) throws IOException {
    return context(new KeyManager[0], Trust.alsoIn(authority, insecure));
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be used: " + Causes.root(e), e);
    }
  }

  SSLContext context() {
    return context;
  }

  /** A session that is resumed would go on with the certificate before. */
  void forgetSessions() {
    SSLSessionContext sessions = plain.getClientSessionContext();
    if (sessions != null) {
      Collections.list(sessions.getIds()).stream()
          .map(sessions::getSession)
          .filter(session -> session != null)
          .forEach(SSLSession::invalidate);
    }
  }
}
