package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.kubernetes.connect.KubeSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

/**
 * What a command meets of the machine that it runs on.
 *
 * @param kubeconfig where clusters are looked for
 * @param in what a person types
 */
record Machine(KubeSource kubeconfig, BufferedReader in) {

  static Machine ofThisProcess() {
    return new Machine(
        KubeSource.ofThisMachine(),
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())));
  }
}
