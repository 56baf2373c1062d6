package dev.roundabout.viz.cluster.kubernetes.fake;

import java.util.Random;

/** Names as Kubernetes makes them ({@code apimachinery/pkg/util/rand}). Any thread. */
final class Names {
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final int SUFFIX_LENGTH = 5;

  private final Random random;

  Names(Random random) {
    this.random = random;
  }

  String suffix() {
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return suffix.toString();
  }

  /** The hash of a pod template, which names its ReplicaSet. */
  static String hash(String template) {
    StringBuilder safe = new StringBuilder();
    Integer.toUnsignedString(template.hashCode())
        .chars()
        .forEach(digit -> safe.append(ALPHABET.charAt(digit % ALPHABET.length())));
    return safe.toString();
  }
}
