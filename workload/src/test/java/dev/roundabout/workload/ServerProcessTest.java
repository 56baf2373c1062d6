package dev.roundabout.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.proto.DebugGrpc;
import dev.roundabout.proto.FreezeReq;
import dev.roundabout.proto.FreezeRes;
import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the flags of the server, and its environment, make of a JVM of its own. */
@Timeout(120)
class ServerProcessTest {

  static Stream<Arguments> allowing() {
    return Stream.of(
        Arguments.of(List.of("--allow-freeze"), Map.of()),
        Arguments.of(List.of(), Map.of("ALLOW_FREEZE", "true")));
  }

  @ParameterizedTest
  @MethodSource("allowing")
  void it_lets_itself_be_frozen_where_it_was_told_so(List<String> flags, Map<String, String> env)
      throws IOException {
    try (Running server = new Running(flags, env)) {
      FreezeRes answer = server.freeze();
      assertThat(answer.getPod()).isEqualTo("server-7");
      assertThat(answer.getSeconds()).isEqualTo(1);
    }
  }

  @Test
  void it_refuses_to_freeze_unless_told_and_says_once_when_its_first_request_came()
      throws IOException {
    Instant before = Instant.now();
    try (Running server = new Running(List.of(), Map.of())) {
      assertThatThrownBy(server::freeze)
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageStartingWith("UNIMPLEMENTED");
      HealthCheckResponse healthy =
          HealthGrpc.newBlockingStub(server.channel).check(HealthCheckRequest.getDefaultInstance());
      assertThat(healthy.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
      for (int call = 0; call < 3; call++) {
        Res unused = ServiceGrpc.newBlockingStub(server.channel).get(Req.getDefaultInstance());
      }
      List<String> log = server.logToTheEnd();
      assertThat(log)
          .singleElement()
          .asString()
          .matches("first request \\S+ Service/Get from 127\\.0\\.0\\.1:\\d+");
      assertThat(Instant.parse(log.get(0).split(" ")[2])).isBetween(before, Instant.now());
    }
  }

  /** A server in a JVM of its own, and a channel to it. */
  private static final class Running implements AutoCloseable {
    private final Process process;
    private final ManagedChannel channel;

    Running(List<String> flags, Map<String, String> environment) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      if (Runtime.version().feature() >= 24) {
        // Newer JVMs warn on the stream that is read here.
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
      }
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(Main.class.getName(), "server", "--host=127.0.0.1", "--port=0"));
      command.add("--pod-name=server-7");
      command.addAll(flags);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      process = builder.start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String line = String.valueOf(out.readLine());
      assertThat(line).startsWith("listening on 127.0.0.1:");
      channel =
          Grpc.newChannelBuilder(line.split(" ")[2], InsecureChannelCredentials.create()).build();
    }

    FreezeRes freeze() {
      return DebugGrpc.newBlockingStub(channel)
          .freeze(FreezeReq.newBuilder().setSeconds(1).build());
    }

    /** All that it wrote on its standard error until it ended. */
    List<String> logToTheEnd() {
      channel.shutdownNow();
      process.toHandle().destroy();
      return process.errorReader(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() {
      channel.shutdownNow();
      process.destroyForcibly();
    }
  }
}
