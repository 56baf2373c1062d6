package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which servers are believed. */
final class Trust {
  private Trust() {}

  /**
   * @throws IOException where the certificate authority is broken; the message names its field
   */
  static TrustManager[] in(Material authority, boolean insecure) throws IOException {
    if (insecure) {
      return new TrustManager[] {new Anybody()};
    }
    return authority.isEmpty()
        ? in(MachineRoots.beyondJava(), true)
        : in(Pem.certificates(authority), false);
  }

  /** The same, and in what this machine trusts. */
  static TrustManager[] alsoIn(Material authority, boolean insecure) throws IOException {
    if (insecure || authority.isEmpty()) {
      return in(authority, insecure);
    }
    List<X509Certificate> both = new ArrayList<>(Pem.certificates(authority));
    both.addAll(MachineRoots.beyondJava());
    return in(both, true);
  }

  private static TrustManager[] in(List<X509Certificate> authorities, boolean java)
      throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate authority : authorities) {
        store.setCertificateEntry("authority-" + store.size(), authority);
      }
      if (java) {
        for (X509Certificate authority : MachineRoots.ofJava()) {
          store.setCertificateEntry("java-" + store.size(), authority);
        }
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return Objects.requireNonNull(factory.getTrustManagers(), "trust managers");
    } catch (GeneralSecurityException e) {
      throw new IOException("certificate-authority cannot be used: " + Causes.root(e), e);
    }
  }

  /** As {@code insecure-skip-tls-verify} asks for. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      // anybody
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      // anybody
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      // anybody
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      // anybody
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      // anybody
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // anybody
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
