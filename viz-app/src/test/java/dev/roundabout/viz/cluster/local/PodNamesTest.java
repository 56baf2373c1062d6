package dev.roundabout.viz.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PodNamesTest {
  @Test
  void looksLikeThoseOfAReplicaSet() {
    for (int seed = 0; seed < 200; seed++) {
      // A decimal number spelled in the safe alphabet has only these ten letters.
      assertThat(new PodNames("server", new Random(seed)).next())
          .matches("server-[456789bcdf]{1,10}-[bcdfghjklmnpqrstvwxz2456789]{5}");
    }
  }

  @Test
  void usesTheWholeAlphabet() {
    PodNames names = new PodNames("server", new Random(1));
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String name = names.next();
      name.substring(name.lastIndexOf('-') + 1).chars().forEach(seen::add);
    }
    assertThat(seen).hasSize(PodNames.ALPHABET.length());
  }

  @Test
  void oneDeploymentHasOneHashAndNoNameTwice() {
    PodNames names = new PodNames("server", new Random(2));
    Set<String> given = new HashSet<>();
    Set<String> prefixes = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      String name = names.next();
      given.add(name);
      prefixes.add(name.substring(0, name.lastIndexOf('-')));
    }
    assertThat(given).hasSize(20_000);
    assertThat(prefixes).hasSize(1);
  }
}
