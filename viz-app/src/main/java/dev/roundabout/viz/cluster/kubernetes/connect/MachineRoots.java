package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate authorities of this machine, for a cluster that names none: kubectl takes the
 * operating system's, where a company's own may be that Java does not know.
 */
final class MachineRoots {
  /** Where Linux distributions keep them, and Go looks (crypto/x509's {@code root_linux.go}). */
  private static final List<Path> BUNDLES =
      Stream.of(
              "/etc/ssl/certs/ca-certificates.crt",
              "/etc/pki/tls/certs/ca-bundle.crt",
              "/etc/ssl/ca-bundle.pem",
              "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
              "/etc/ssl/cert.pem")
          .map(Path::of)
          .toList();

  private MachineRoots() {}

  /** Those that Java itself trusts. */
  static List<X509Certificate> ofJava() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
        .toList();
  }

  /** The operating system's, as far as they are found; what cannot be read is left out. */
  static List<X509Certificate> beyondJava() {
    Optional<Path> bundle = BUNDLES.stream().filter(Files::isReadable).findFirst();
    try {
      return bundle.isPresent() ? Pem.certificates(new Material("roots", bundle, "")) : ofWindows();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static List<X509Certificate> ofWindows() throws IOException {
    List<X509Certificate> roots = new ArrayList<>();
    try {
      KeyStore store = KeyStore.getInstance("Windows-ROOT");
      store.load(null, null);
      for (String alias : Collections.list(store.aliases())) {
        if (Objects.requireNonNull(store.getCertificate(alias)) instanceof X509Certificate root) {
          roots.add(root);
        }
      }
    } catch (GeneralSecurityException notWindows) {
      return List.of();
    }
    return roots;
  }
}
