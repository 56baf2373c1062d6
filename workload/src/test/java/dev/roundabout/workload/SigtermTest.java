package dev.roundabout.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The server as it runs in a pod: a JVM of its own, configured by its environment. */
class SigtermTest {

  @Test
  void finishesItsCallsAndExitsWith0() throws Exception {
    Process process = fork();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = String.valueOf(out.readLine());
      assertThat(line).startsWith("listening on 127.0.0.1:");
      String target = line.split(" ")[2];
      var channel = Grpc.newChannelBuilder(target, InsecureChannelCredentials.create()).build();
      try (var client = new Servers.Client(channel)) {
        var call = new Recorded<Req, Res>();
        var stub = ServiceGrpc.newStub(client.channel());
        stub.get(Req.newBuilder().setWorkMicros(500_000).build(), call);
        Res quick = ServiceGrpc.newBlockingStub(client.channel()).get(Req.getDefaultInstance());
        assertThat(quick.getPod()).isEqualTo("server-7");
        assertThat(quick.getNode()).isEqualTo("minikube");

        // SIGTERM; Process.destroy would close our end of its output, too.
        process.toHandle().destroy();

        assertThat(call.end.join()).isEqualTo(Status.OK);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(out.readLine()).isEqualTo("stopped");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process fork() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "server", "--host", "127.0.0.1"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("PORT", "0");
    builder.environment().put("POD_NAME", "server-7");
    builder.environment().put("NODE_NAME", "minikube");
    builder.environment().put("MAX_CONNECTION_AGE", "5m");
    builder.environment().put("DRAIN", "20s");
    return builder.start();
  }
}
