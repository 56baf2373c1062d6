package dev.roundabout.viz.cluster.local;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Names pods as a ReplicaSet of a Deployment does: {@code server-6565dd7765-7g67b}.
 *
 * <p>The alphabet, which spells no words, and both rules are those of Kubernetes' {@code
 * apimachinery/pkg/util/rand}: the ReplicaSet's part is a 32-bit hash in decimal whose digits go
 * through {@code SafeEncodeString}, the pod's part is {@code String(5)}.
 */
final class PodNames {
  static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX_LENGTH = 5;

  private final RandomGenerator random;
  private final String deployment;
  private String prefix;
  private final Set<String> given = new HashSet<>();

  PodNames(String deployment, RandomGenerator random) {
    this.random = random;
    this.deployment = deployment;
    this.prefix = prefix();
  }

  /** The pods from now on belong to a new ReplicaSet. */
  void renew() {
    prefix = prefix();
  }

  private String prefix() {
    return deployment + "-" + safe(Long.toString(random.nextLong(1L << 32))) + "-";
  }

  private static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    text.chars().forEach(digit -> safe.append(ALPHABET.charAt(digit % ALPHABET.length())));
    return safe.toString();
  }

  /** A name that this run has not used yet. */
  String next() {
    String name = prefix + suffix();
    while (!given.add(name)) {
      name = prefix + suffix();
    }
    return name;
  }

  private String suffix() {
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return suffix.toString();
  }
}
