package dev.roundabout.viz.cluster.kubernetes.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.kubernetes.Kubeconfigs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real plugins, as files of a shell. */
final class PluginRunTest {
  private static final String ANSWER =
      "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\","
          + "\"status\":{\"token\":\"t\",\"expirationTimestamp\":\"2035-01-01T00:00:00Z\"}}'";

  @TempDir Path folder;
  private final List<String> told = new CopyOnWriteArrayList<>();

  private KubeContext context(String exec) throws IOException {
    Kubeconfigs files = new Kubeconfigs(folder);
    files.home(Kubeconfigs.insecure("cloud", "https://api.example.com", "{exec: {" + exec + "}}"));
    return Kubeconfig.read(files.source(Map.of("PATH", "/nowhere:/bin:/usr/bin"))).context("cloud");
  }

  private Credential run(String body, String more) throws IOException {
    Path script = new Kubeconfigs(folder).file(".kube/bin/plugin", "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    String exec = "apiVersion: client.authentication.k8s.io/v1, command: bin/plugin, ";
    KubeContext context = context(exec + "interactiveMode: Never" + more);
    return new Credentials(InstantSource.system(), told::add).of(context);
  }

  @Test
  void whatItSaysBesideItsAnswerIsPassedOnAndBreaksNothing() throws IOException {
    Credential credential =
        run("echo 'open https://login.example, code ABC' >&2; sleep 0.1; " + ANSWER, "");
    assertThat(credential.authorization()).isEqualTo("Bearer t");
    assertThat(credential.end()).isEqualTo(Optional.of(Instant.parse("2035-01-01T00:00:00Z")));
    await()
        .untilAsserted(
            () -> assertThat(told).containsExactly("open https://login.example, code ABC"));
  }

  @Test
  void moreThanAPipeHoldsHoldsNothingUp() throws IOException {
    assertThat(run("head -c 300000 /dev/zero | tr '\\0' x >&2; " + ANSWER, "").authorization())
        .isEqualTo("Bearer t");
  }

  @Test
  void itsOwnReasonIsToldAndItsAnswerIsNot() {
    assertThatThrownBy(() -> run("echo s3cret; echo 'session expired' >&2; exit 3", ""))
        .hasMessageContainingAll("bin/plugin", "exit code 3", "session expired")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void itIsToldOfTheClusterAndGetsArgumentsAndVariables() throws IOException {
    Path seen = folder.resolve("seen");
    var unused =
        run(
            "echo \"$1|$2|$MINE|$KUBERNETES_EXEC_INFO\" > " + seen + "; " + ANSWER,
            ", provideClusterInfo: true, args: [one, 'two words'], env: [{name: MINE, value: x}]");
    assertThat(seen)
        .content()
        .startsWith("one|two words|x|{")
        .contains("\"server\":\"https://api.example.com\"", "\"insecure-skip-tls-verify\":true")
        .contains("\"interactive\":false", "\"apiVersion\":\"client.authentication.k8s.io/v1\"");
  }

  @Test
  void oneThatIsNotInstalledComesWithItsHintAndThePathThatWasSearched() {
    String exec =
        "apiVersion: client.authentication.k8s.io/v1beta1, command: no-such, installHint: get it";
    assertThatThrownBy(() -> new Credentials(InstantSource.system(), told::add).of(context(exec)))
        .hasMessageContainingAll("no-such", "not installed", "/nowhere:/bin", "get it");
  }

  @Test
  void anAnswerOfAnotherVersionIsNamed() {
    assertThatThrownBy(() -> run(ANSWER.replace("/v1\"", "/v1beta1\""), ""))
        .hasMessageContainingAll("asked for", "answered in client.authentication.k8s.io/v1beta1");
  }

  @Test
  void whoeverGivesUpLeavesNoProcess() throws Exception {
    Path pids = folder.resolve("pids");
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                var unused =
                    run("echo $$ > " + pids + "; sleep 600 & echo $! >> " + pids + "; wait", "");
              } catch (IOException | RuntimeException failure) {
                end.complete(failure);
              }
            });
    waiting.start();
    await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);
    waiting.interrupt();
    assertThat(end.join()).isInstanceOf(InterruptedIOException.class);
    List<String> lines = Files.readAllLines(pids);
    await()
        .until(
            () ->
                lines.stream()
                    .noneMatch(
                        pid ->
                            ProcessHandle.of(Long.parseLong(pid))
                                .filter(ProcessHandle::isAlive)
                                .isPresent()));
  }
}
