package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With scripts that say what kubectl says. */
@DisabledOnOs(OS.WINDOWS)
final class KubectlForwardTest {
  private static final ClusterInfo INFO =
      new ClusterInfo(
          new Origin("minikube", "a test", "minikube", ""), "demo", "server", "h", "c", 9090, 80);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private String script(String body) throws IOException {
    Path script = folder.resolve("kubectl");
    Files.writeString(script, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script.toString();
  }

  @Test
  void listensWhereKubectlSays() throws Exception {
    Path asked = folder.resolve("asked");
    String kubectl =
        script(
            "echo \"$@\" > "
                + asked
                + "\n"
                + "echo 'Forwarding from 127.0.0.1:43127 -> 9090'\n"
                + "exec cat");
    try (KubectlForward forward = KubectlForward.open(kubectl, INFO, "server-a", PATIENCE)) {
      assertThat(forward.address()).isEqualTo(new Address("127.0.0.1", 43_127));
    }
    assertThat(asked)
        .hasContent(
            "--context=minikube --namespace=demo port-forward --address=127.0.0.1 pod/server-a"
                + " :9090");
  }

  @Test
  void saysWhatKubectlSaidWhereItCannotForward() throws IOException {
    String kubectl = script("echo 'error: pods \"server-a\" not found' >&2\nexit 1");
    assertThatThrownBy(() -> KubectlForward.open(kubectl, INFO, "server-a", PATIENCE))
        .isInstanceOf(IOException.class)
        .hasMessage("kubectl port-forward ended: error: pods \"server-a\" not found");
  }

  @Test
  void saysWhatMayBeWaitedForWhereKubectlDoesNotGoOn() throws IOException {
    String kubectl = script("echo 'To sign in, use a web browser'\nexec cat");
    assertThatThrownBy(() -> KubectlForward.open(kubectl, INFO, "server-a", Duration.ofSeconds(1)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "kubectl port-forward does not listen after 1 s: To sign in, use a web browser; its"
                + " plugin may wait for you to log in. Try: kubectl --context=minikube version");
  }

  @Test
  void endsThePluginOfAKubectlThatDoesNotGoOn() throws IOException {
    Path plugin = folder.resolve("plugin");
    String kubectl = script("sh -c 'echo $$ > " + plugin + "; exec cat'");
    assertThatThrownBy(() -> KubectlForward.open(kubectl, INFO, "server-a", Duration.ofSeconds(1)))
        .isInstanceOf(IOException.class);
    long pid = Long.parseLong(Files.readString(plugin).strip());
    await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void saysThatKubectlIsMissing() {
    String absent = folder.resolve("nowhere").toString();
    assertThatThrownBy(() -> KubectlForward.open(absent, INFO, "server-a", PATIENCE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not on the PATH; install it");
  }
}
