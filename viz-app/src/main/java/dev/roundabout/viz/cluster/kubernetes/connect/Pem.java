package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of a file in base64 (RFC 7468); what stands between blocks is a comment. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private final String label;
  private final byte[] der;

  private Pem(String label, byte[] der) {
    this.label = label;
    this.der = der;
  }

  /** What it is. */
  String label() {
    return label;
  }

  /** Its content. */
  byte[] der() {
    return der.clone();
  }

  /**
   * @throws IOException where a block is broken; the message names the field and nothing of it
   */
  static List<Pem> of(Material material) throws IOException {
    List<Pem> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(material.pem());
    while (matcher.find()) {
      if (matcher.group(2).contains(":")) {
        throw new IOException(
            material.field() + " is encrypted; put one without a password in its place");
      }
      try {
        byte[] der = Base64.getDecoder().decode(matcher.group(2).replaceAll("\\s", ""));
        blocks.add(new Pem(matcher.group(1), der));
      } catch (IllegalArgumentException e) {
        throw new IOException(material.field() + " is broken: it is not valid base64");
      }
    }
    return blocks;
  }

  /**
   * @return at least one
   * @throws IOException where there is none
   */
  static List<X509Certificate> certificates(Material material) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem block : of(material)) {
      if (block.label().equals("CERTIFICATE")) {
        certificates.add(block.certificate(material.field()));
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException(material + " has no certificate in PEM in it");
    }
    return certificates;
  }

  private X509Certificate certificate(String field) throws IOException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IOException(field + " has a broken certificate in it: " + Causes.root(e), e);
    }
  }
}
