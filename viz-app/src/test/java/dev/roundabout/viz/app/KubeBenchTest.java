package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.cluster.kubernetes.KubeSource;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class KubeBenchTest {
  @TempDir private Path folder;

  @Test
  void saysWhatItNeedsWhereThereIsNoCluster() {
    KubeSource nothing = new KubeSource(Map.of(), folder, folder);
    CommandLine roundabout =
        Main.commandLine(new Machine(nothing, new BufferedReader(Reader.nullReader())));
    StringWriter err = new StringWriter();
    roundabout.setOut(new PrintWriter(new StringWriter()));
    roundabout.setErr(new PrintWriter(err));
    assertThat(roundabout.execute("bench", "--cluster", "kube")).isEqualTo(ChangeOptions.FAILED);
    assertThat(err.toString()).contains("kubeconfig");
  }
}
