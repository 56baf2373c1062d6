package dev.roundabout.viz.cluster.kubernetes.fake;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code pods/portforward} over web sockets, protocol {@code v4.channel.k8s.io}: the first byte of
 * each message is its channel, 0 for data and 1 for errors, and the first message of each channel
 * is the port in two bytes, low byte first (kubernetes, {@code
 * kubelet/pkg/cri/streaming/portforward/websocket.go}). The protocol knows no half-close: as soon
 * as the pod ends its connection, the web socket closes.
 */
final class PortForwards {
  static final String PROTOCOL = "v4.channel.k8s.io";

  private static final byte DATA = 0;
  private static final byte ERROR = 1;
  private static final short NORMAL = 1000;

  /** Finds what listens at a port of a pod. */
  interface Network {
    /**
     * @throws ApiError where the pod has no network
     */
    Optional<InetSocketAddress> find(String namespace, String pod, int port);
  }

  private final Network network;
  private final NetClient client;
  private final Set<HttpServerRequest> open = ConcurrentHashMap.newKeySet();
  private final Set<HttpServerRequest> held = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;
  private volatile boolean withoutUpgrades;
  private volatile Promise<Void> upgrades = Promise.promise();

  PortForwards(Vertx vertx, Network network) {
    this.network = network;
    this.client = vertx.createNetClient();
    upgrades.complete();
  }

  /** Answers every new stream with an error of the node. */
  void refuse(boolean now) {
    refusing = now;
  }

  /** Lets no web socket through, as a proxy before the API. */
  void withoutUpgrades(boolean now) {
    withoutUpgrades = now;
  }

  /** Whether a web socket may be had at all. */
  boolean hasUpgrades() {
    return !withoutUpgrades;
  }

  /** Answers no new stream until the opposite. */
  synchronized void hold(boolean now) {
    if (now) {
      upgrades = Promise.promise();
    } else {
      upgrades.tryComplete();
    }
  }

  /** Breaks every stream without a word. */
  void cut() {
    open.forEach(http -> Cut.now(http.connection()));
  }

  int count() {
    return open.size();
  }

  int held() {
    return held.size();
  }

  void open(ApiRequest request, HttpServerRequest http) {
    int port = port(request.parameter("ports"));
    if (refusing) {
      throw ApiError.internal("error dialing backend: dial tcp 192.168.49.2:10250: i/o timeout");
    }
    Optional<InetSocketAddress> target = network.find(request.namespace(), request.name(), port);
    http.pause();
    held.add(http);
    upgrades
        .future()
        .compose(go -> http.toWebSocket())
        .onSuccess(
            socket -> {
              open.add(http);
              socket.closeHandler(closed -> open.remove(http));
              begin(socket, port, target);
            })
        .onComplete(done -> held.remove(http));
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException failure) {
      throw ApiError.badRequest("query parameter \"ports\" is required: " + text);
    }
  }

  private void begin(ServerWebSocket socket, int port, Optional<InetSocketAddress> target) {
    for (byte channel : new byte[] {DATA, ERROR}) {
      socket.writeBinaryMessage(Buffer.buffer().appendByte(channel).appendUnsignedShortLE(port));
    }
    if (target.isEmpty()) {
      fail(socket, port, "connect: connection refused");
      return;
    }
    socket.pause();
    InetSocketAddress address = target.get();
    client
        .connect(SocketAddress.inetSocketAddress(address.getPort(), address.getHostString()))
        .onSuccess(pod -> new Splice(socket, pod).start())
        .onFailure(failure -> fail(socket, port, failure.toString()));
  }

  private static void fail(ServerWebSocket socket, int port, String why) {
    String message =
        "error forwarding port %d to pod: failed to connect to localhost:%d inside namespace: %s"
            .formatted(port, port, why);
    socket.writeBinaryMessage(Buffer.buffer().appendByte(ERROR).appendString(message));
    socket.close(NORMAL);
  }

  /** Both directions of one stream; each waits when the other side does not take more. */
  private record Splice(ServerWebSocket socket, NetSocket pod) {

    void start() {
      if (socket.isClosed()) {
        pod.close();
        return;
      }
      socket.binaryMessageHandler(this::fromClient);
      socket.drainHandler(room -> pod.resume());
      socket.endHandler(ended -> pod.close());
      socket.exceptionHandler(broken -> pod.close());
      pod.handler(this::fromPod);
      pod.drainHandler(room -> socket.resume());
      pod.exceptionHandler(reset -> pod.close());
      pod.closeHandler(closed -> endSocket());
      socket.resume();
    }

    private void fromClient(Buffer message) {
      if (message.length() > 1 && message.getByte(0) == DATA) {
        pod.write(message.getBuffer(1, message.length()));
        if (pod.writeQueueFull()) {
          socket.pause();
        }
      }
    }

    private void fromPod(Buffer data) {
      socket.writeBinaryMessage(Buffer.buffer().appendByte(DATA).appendBuffer(data));
      if (socket.writeQueueFull()) {
        pod.pause();
      }
    }

    private void endSocket() {
      if (!socket.isClosed()) {
        socket.close(NORMAL);
      }
    }
  }
}
