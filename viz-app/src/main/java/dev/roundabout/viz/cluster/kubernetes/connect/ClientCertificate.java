package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/**
 * By which one is known without a token. Keys may be RSA, EC or Ed25519, as PKCS #8, PKCS #1 (RSA)
 * or SEC 1 (EC): which one it is the certificate says and not the label.
 *
 * @param chain its own certificate first
 */
record ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
  private static final byte SEQUENCE = 0x30;
  private static final byte OCTETS = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  /**
   * @throws IOException where one of both is missing or broken, or they do not belong together; the
   *     message names the field
   */
  static ClientCertificate of(Material certificate, Material key) throws IOException {
    List<X509Certificate> chain = Pem.certificates(certificate);
    PublicKey open = chain.get(0).getPublicKey();
    Pem block =
        Pem.of(key).stream()
            .filter(found -> found.label().endsWith("PRIVATE KEY"))
            .findFirst()
            .orElseThrow(() -> new IOException(key + " has no private key in PEM in it"));
    if (block.label().startsWith("ENCRYPTED")) {
      throw new IOException(key.field() + " is encrypted; put one without a password in its place");
    }
    byte[] pkcs8 = block.label().equals("PRIVATE KEY") ? block.der() : wrapped(block.der(), open);
    try {
      PrivateKey secret =
          KeyFactory.getInstance(open.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (belong(open, secret)) {
        return new ClientCertificate(chain, secret);
      }
    } catch (GeneralSecurityException e) {
      // Its message may cite the key.
    }
    throw new IOException(key.field() + " is broken, or not the key of " + certificate.field());
  }

  /** What PKCS #8 writes around a key: its algorithm, which its certificate writes as well. */
  private static byte[] wrapped(byte[] key, PublicKey open) {
    ByteBuffer info = ByteBuffer.wrap(open.getEncoded());
    skipHeader(info);
    int start = info.position();
    int end = skipHeader(info) + info.position();
    byte[] algorithm = Arrays.copyOfRange(open.getEncoded(), start, end);
    return element(SEQUENCE, joined(VERSION_0, algorithm, element(OCTETS, key)));
  }

  /** Past tag and length of a DER element; gives that length. */
  private static int skipHeader(ByteBuffer der) {
    der.get();
    int length = der.get() & 0xff;
    if (length < 0x80) {
      return length;
    }
    int bytes = length & 0x7f;
    length = 0;
    for (int i = 0; i < bytes; i++) {
      length = (length << Byte.SIZE) | (der.get() & 0xff);
    }
    return length;
  }

  private static byte[] element(byte tag, byte[] content) {
    int length = content.length;
    byte[] header =
        length < 0x80
            ? new byte[] {tag, (byte) length}
            : new byte[] {tag, (byte) 0x82, (byte) (length >> Byte.SIZE), (byte) length};
    return joined(header, content);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static boolean belong(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
    String algorithm =
        switch (open.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EdDSA", "Ed25519" -> "Ed25519";
          default -> "";
        };
    if (algorithm.isEmpty()) {
      return true; // TLS will tell
    }
    byte[] sample = {1, 2, 3};
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(secret);
    signing.update(sample);
    byte[] signed = signing.sign();
    Signature checking = Signature.getInstance(algorithm);
    checking.initVerify(open);
    checking.update(sample);
    return checking.verify(signed);
  }

  /** Nothing that is secret. */
  @Override
  public String toString() {
    return "certificate of " + chain.get(0).getSubjectX500Principal();
  }
}
