package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.kubernetes.connect.KubeSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a command meets of the machine that it runs on.
 *
 * @param kubeconfig where clusters are looked for
 * @param in what a person types
 * @param columns of the terminal, where the environment says so
 */
record Machine(KubeSource kubeconfig, BufferedReader in, OptionalInt columns) {

  /** Narrower than this no row of a table can be. */
  static final int NARROWEST = 40;

  static Machine ofThisProcess() {
    return new Machine(
        KubeSource.ofThisMachine(),
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
        columns(Optional.ofNullable(System.getenv("COLUMNS")).orElse("")));
  }

  private static OptionalInt columns(String text) {
    return text.matches("[1-9]\\d{1,3}")
        ? OptionalInt.of(Math.max(NARROWEST, Integer.parseInt(text)))
        : OptionalInt.empty();
  }
}
