package dev.roundabout.viz.cluster.kubernetes;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** The API's end of port-forward streams, as a test writes it. */
final class ScriptedForward implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final KubernetesClient client;
  volatile Consumer<ServerWebSocket> script = socket -> {};

  ScriptedForward() throws ExecutionException, InterruptedException {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setWebSocketSubProtocols(List.of(PortForwardStream.PROTOCOL)))
            .webSocketHandler(socket -> script.accept(socket))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:" + server.actualPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
  }

  KubernetesClient client() {
    return client;
  }

  /** As the kubelet begins: the port on both channels. */
  static void announce(ServerWebSocket socket) {
    socket.writeBinaryMessage(Buffer.buffer(new byte[] {0, (byte) 0x82, 0x23}));
    socket.writeBinaryMessage(Buffer.buffer(new byte[] {1, (byte) 0x82, 0x23}));
  }

  static Future<Void> send(ServerWebSocket socket, int channel, byte[] data) {
    return socket.writeBinaryMessage(Buffer.buffer().appendByte((byte) channel).appendBytes(data));
  }

  /** What comes for the pod; as the kubelet, it reads nothing else. */
  static void receive(ServerWebSocket socket, Consumer<byte[]> pod) {
    socket.binaryMessageHandler(
        message -> {
          if (message.getByte(0) == 0) {
            pod.accept(message.getBytes(1, message.length()));
          }
        });
  }

  /** Ends the connection without a close frame. */
  static void cut(ServerWebSocket socket) {
    ((WebSocketInternal) socket).channelHandlerContext().close();
  }

  @Override
  public void close() throws ExecutionException, InterruptedException {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }
}
