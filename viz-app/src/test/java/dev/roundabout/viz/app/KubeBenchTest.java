package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.kubernetes.Kubeconfigs;
import dev.roundabout.viz.cluster.kubernetes.connect.KubeSource;
import dev.roundabout.viz.cluster.kubernetes.fake.FakeKubernetes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class KubeBenchTest {
  /** All that a cluster opens; the bench has heard of the pods by then. */
  private static final int WATCHES = 9;

  private static final List<String> WAYS =
      List.of(
          "kubectl, 1 pod ",
          "gateway, 1 pod ",
          "gateway, 2 pods",
          "kubectl, 3 pods",
          "gateway, 3 pods");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bench(KubeSource source, String... flags) {
    CommandLine roundabout =
        Main.commandLine(
            new Machine(source, new BufferedReader(Reader.nullReader()), OptionalInt.of(80)));
    roundabout.setOut(new PrintWriter(out));
    roundabout.setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("bench", "--cluster", "kube"));
    all.addAll(List.of(flags));
    return roundabout.execute(all.toArray(String[]::new));
  }

  @Test
  void saysWhatItNeedsWhereThereIsNoCluster() {
    assertThat(bench(new KubeSource(Map.of(), folder, folder))).isEqualTo(ChangeOptions.FAILED);
    assertThat(err.toString()).contains("kubeconfig");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void everyWayIsMeasuredAndComparedWithKubectl() throws IOException {
    try (FakeKubernetes api = FakeKubernetes.start()) {
      api.deploy("default", 3);
      api.awaitReady("default", 3);
      KubeSource source = new Kubeconfigs(folder).home(api.kubeconfig()).source();
      int code = bench(source, "--kubectl", kubectl(api), "--length", "100ms", "--rounds", "1");
      assertThat(err.toString()).isEmpty();
      assertThat(code).isZero();
    }
    for (String way : WAYS) {
      assertThat(rates(way)).hasSize(3).allMatch(KubeBenchTest::isWhole);
    }
    assertThat(lines("calls/s")).anyMatch(line -> line.matches(".* p50 [\\d.]*[1-9][\\d.]* ms.*"));
    assertThat(lines("gateway, 1 pod / kubectl, 1 pod")).hasSize(3);
    assertThat(lines("gateway, 3 pods / kubectl, 3 pods")).hasSize(3);
    assertThat(lines("gateway, 3 pods / gateway, 1 pod")).hasSize(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void waitsForEveryPodThatTheDeploymentAsksFor() throws Exception {
    try (FakeKubernetes api = FakeKubernetes.start()) {
      api.deploy("default", 2);
      api.awaitReady("default", 2);
      String late = api.pods("default").get(0).getMetadata().getName();
      api.trouble().unready(late, true);
      KubeSource source = new Kubeconfigs(folder).home(api.kubeconfig()).source();
      String kubectl = kubectl(api);
      FutureTask<Integer> code =
          new FutureTask<>(
              () -> bench(source, "--kubectl", kubectl, "--length", "50ms", "--rounds", "1"));
      new Thread(code, "bench").start();
      await().atMost(Duration.ofMinutes(1)).until(() -> api.watches() >= WATCHES);
      api.trouble().unready(late, false);
      assertThat(code.get()).isZero();
    }
    assertThat(out.toString()).contains("A bare client, 2 pods");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void callsThatFailFailTheBench() throws IOException {
    try (FakeKubernetes api = FakeKubernetes.start()) {
      api.deploy("default", 1);
      api.awaitReady("default", 1);
      KubeSource source = new Kubeconfigs(folder).home(api.kubeconfig()).source();
      String nowhere = script("echo 'Forwarding from 127.0.0.1:1 -> 9090'\nexec cat");
      assertThat(bench(source, "--kubectl", nowhere, "--length", "100ms", "--rounds", "2"))
          .isEqualTo(ChangeOptions.FAILED);
    }
    assertThat(rates("kubectl, 1 pod")).hasSize(3).noneMatch(KubeBenchTest::isWhole);
    assertThat(rates("gateway, 1 pod")).hasSize(3).allMatch(KubeBenchTest::isWhole);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatKubectlSaysIsHandedOnWhereItDoesNotForward() throws IOException {
    try (FakeKubernetes api = FakeKubernetes.start()) {
      api.deploy("default", 1);
      api.awaitReady("default", 1);
      KubeSource source = new Kubeconfigs(folder).home(api.kubeconfig()).source();
      String broken = script("echo 'error: You must be logged in to the server' >&2\nexit 1");
      assertThat(bench(source, "--kubectl", broken)).isEqualTo(ChangeOptions.FAILED);
    }
    assertThat(err.toString()).contains("error: You must be logged in to the server");
  }

  private static boolean isWhole(String line) {
    return line.matches(".* calls/s +p50 [\\d.]+ ms +p99 [\\d.]+ ms +0 failed");
  }

  private List<String> rates(String way) {
    return lines("calls/s").stream().filter(line -> line.contains(way)).toList();
  }

  private List<String> lines(String of) {
    return out.toString().lines().filter(line -> line.contains(of)).toList();
  }

  /** Says what kubectl says, and leads to the real server behind the pod. */
  private String kubectl(FakeKubernetes api) throws IOException {
    StringBuilder body = new StringBuilder("case \"$*\" in\n");
    api.podServers()
        .forEach(
            (pod, server) ->
                body.append("*pod/%s\\ *) port=%d;;\n".formatted(pod, server.address().getPort())));
    return script(body + "esac\necho \"Forwarding from 127.0.0.1:$port -> 9090\"\nexec cat");
  }

  private String script(String body) throws IOException {
    Path script = folder.resolve("kubectl");
    Files.writeString(script, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script.toString();
  }
}
