package dev.roundabout.viz.cluster.kubernetes.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as they stand in kubeconfigs, made by the JDK's keytool. */
final class ClientCertificateTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  private record Made(Certificate certificate, PrivateKey key) {}

  private Made made(String algorithm) throws Exception {
    Path store = folder.resolve(algorithm + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                algorithm,
                "-alias",
                "me",
                "-dname",
                "CN=me",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    return new Made(keys.getCertificate("me"), (PrivateKey) keys.getKey("me", PASSWORD));
  }

  private static Material pem(String label, byte[] der) {
    String text =
        "a comment\n-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
    return new Material(label, Optional.empty(), text);
  }

  /** What PKCS #8 has inside: the key as PKCS #1 or SEC 1 write it. */
  private static byte[] inside(byte[] pkcs8) {
    ByteBuffer der = ByteBuffer.wrap(pkcs8);
    header(der);
    der.position(der.position() + 3);
    int algorithm = header(der);
    der.position(der.position() + algorithm);
    byte[] key = new byte[header(der)];
    der.get(key);
    return key;
  }

  private static int header(ByteBuffer der) {
    der.get();
    int length = der.get() & 0xff;
    if (length >= 0x80) {
      int bytes = length & 0x7f;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = (length << 8) | (der.get() & 0xff);
      }
    }
    return length;
  }

  @ParameterizedTest
  @CsvSource({"RSA, RSA PRIVATE KEY", "EC, EC PRIVATE KEY", "Ed25519, "})
  void everyKindOfKeyIsReadWhateverIsAroundIt(String algorithm, String label) throws Exception {
    Made made = made(algorithm);
    Material certificate = pem("CERTIFICATE", made.certificate().getEncoded());
    byte[] pkcs8 = made.key().getEncoded();
    assertThat(ClientCertificate.of(certificate, pem("PRIVATE KEY", pkcs8)).key().getEncoded())
        .isEqualTo(pkcs8);
    if (label != null) {
      ClientCertificate read = ClientCertificate.of(certificate, pem(label, inside(pkcs8)));
      assertThat(read.key().getAlgorithm()).isEqualTo(algorithm);
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsNamedByItsField() throws Exception {
    Made one = made("EC");
    Made other = made("RSA");
    Material certificate = pem("CERTIFICATE", one.certificate().getEncoded());
    assertThatThrownBy(
            () -> ClientCertificate.of(certificate, pem("PRIVATE KEY", other.key().getEncoded())))
        .hasMessageContainingAll("PRIVATE KEY is broken, or not the key of");
  }
}
