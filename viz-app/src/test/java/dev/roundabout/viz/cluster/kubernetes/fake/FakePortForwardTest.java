package dev.roundabout.viz.cluster.kubernetes.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.ServiceGrpc;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.PortForward;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Port-forward streams that reach the pods' servers, and the cluster's DNS. */
final class FakePortForwardTest extends WithFake {
  private static final int GRPC_PORT = 9090;

  private PodResource pod(String name) {
    return client.pods().inNamespace("default").withName(name);
  }

  private PodResource dnsPod() {
    String name =
        client
            .pods()
            .inNamespace("kube-system")
            .withLabel("k8s-app", "kube-dns")
            .list()
            .getItems()
            .get(0)
            .getMetadata()
            .getName();
    return client.pods().inNamespace("kube-system").withName(name);
  }

  private static LocalPortForward forward(PodResource pod, int port) {
    return pod.portForward(port, InetAddress.getLoopbackAddress(), 0);
  }

  @Test
  void callsReachThePodThatWasNamed() {
    api.deploy("default", 2);
    api.awaitReady("default", 2);
    for (String name : api.podServers().keySet()) {
      try (LocalPortForward forward = forward(pod(name), GRPC_PORT)) {
        assertThat(podThatAnswers(forward, 3_000)).isEqualTo(name);
      } catch (IOException failure) {
        throw new AssertionError(failure);
      }
    }
  }

  private static String podThatAnswers(LocalPortForward forward, int payload) {
    ManagedChannel channel =
        Grpc.newChannelBuilder(
                "127.0.0.1:" + forward.getLocalPort(), InsecureChannelCredentials.create())
            .build();
    try {
      return ServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(60, TimeUnit.SECONDS)
          .get(Req.newBuilder().setResponseBytes(payload).build())
          .getPod();
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void aLargeAnswerComesWhole() throws IOException {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    String name = name(anyPod());
    try (LocalPortForward forward = forward(pod(name), GRPC_PORT)) {
      assertThat(podThatAnswers(forward, 1_000_000)).isEqualTo(name);
    }
  }

  @Test
  void aStreamEndsWhenThePodEnds() throws IOException {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    String name = name(anyPod());
    Pipe toPod = Pipe.open();
    Pipe fromPod = Pipe.open();
    try (PortForward stream = pod(name).portForward(GRPC_PORT, toPod.source(), fromPod.sink())) {
      // HTTP/2 settings come first from the server.
      assertThat(fromPod.source().read(ByteBuffer.allocate(9))).isPositive();
      assertThat(api.portForwards()).isEqualTo(1);
      pod(name).withGracePeriod(0).delete();
      eventually(() -> assertThat(stream.isAlive()).isFalse());
      eventually(() -> assertThat(api.portForwards()).isZero());
    }
  }

  @Test
  void aPortThatNobodyServesIsRefusedInTheErrorChannel() throws IOException {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    Pipe toPod = Pipe.open();
    Pipe fromPod = Pipe.open();
    try (PortForward stream = pod(name(anyPod())).portForward(81, toPod.source(), fromPod.sink())) {
      eventually(
          () ->
              assertThat(stream.getServerThrowables())
                  .singleElement()
                  .satisfies(e -> assertThat(e).hasMessageContaining("connection refused")));
    }
  }

  @Test
  void streamsMayBeCutAndRefused() throws IOException {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    PodResource pod = pod(name(anyPod()));
    Pipe toPod = Pipe.open();
    Pipe fromPod = Pipe.open();
    try (PortForward stream = pod.portForward(GRPC_PORT, toPod.source(), fromPod.sink())) {
      assertThat(fromPod.source().read(ByteBuffer.allocate(9))).isPositive();
      api.trouble().cutPortForwards();
      eventually(() -> assertThat(stream.isAlive()).isFalse());
    }
    api.trouble().refusePortForward(true);
    assertFails(pod, 500);
    api.trouble().refusePortForward(false);
    api.trouble().forbid("create", "pods/portforward", "default");
    assertFails(pod, 403);
    api.trouble().allowAll();
    try (LocalPortForward forward = forward(pod, GRPC_PORT)) {
      assertThat(podThatAnswers(forward, 0)).startsWith("server-");
    }
  }

  private static void assertFails(PodResource pod, int code) throws IOException {
    Pipe toPod = Pipe.open();
    Pipe fromPod = Pipe.open();
    try (PortForward stream = pod.portForward(GRPC_PORT, toPod.source(), fromPod.sink())) {
      eventually(() -> assertThat(stream.getServerThrowables()).isNotEmpty());
      assertThat(stream.getServerThrowables())
          .singleElement()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refused -> assertThat(refused.getResponse().code()).isEqualTo(code));
    }
  }

  @Test
  void theClusterDnsAnswersFromTheEndpoints() throws IOException {
    api.deploy("default", 2);
    api.awaitReady("default", 2);
    try (LocalPortForward forward = forward(dnsPod(), 53)) {
      List<String> ips = pods().stream().map(pod -> pod.getStatus().getPodIP()).toList();
      eventually(
          () -> {
            Message answer = ask(forward, "server-headless.default.svc.cluster.local.", Type.A);
            assertThat(answer.getSection(Section.ANSWER))
                .hasSize(2)
                .extracting(record -> ((ARecord) record).getAddress().getHostAddress())
                .containsExactlyInAnyOrderElementsOf(ips);
          });
      Message clusterIp = ask(forward, "server.default.svc.cluster.local.", Type.A);
      assertThat(clusterIp.getSection(Section.ANSWER))
          .singleElement()
          .satisfies(r -> assertThat(r.rdataToString()).startsWith("10.96."));
      Message other = ask(forward, "server.default.svc.cluster.local.", Type.AAAA);
      assertThat(other.getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(other.getSection(Section.ANSWER)).isEmpty();
      Message unknown = ask(forward, "nobody.default.svc.cluster.local.", Type.A);
      assertThat(unknown.getRcode()).isEqualTo(Rcode.NXDOMAIN);
      assertThat(api.dnsQueries()).isGreaterThanOrEqualTo(4);
    }
  }

  private static Message ask(LocalPortForward forward, String name, int type) throws IOException {
    byte[] query =
        Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)).toWire();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), forward.getLocalPort())) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeShort(query.length);
      out.write(query);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      return new Message(in.readNBytes(in.readUnsignedShort()));
    }
  }

  @Test
  void ipv6PodsHaveAaaaRecords() throws IOException {
    api.ipFamilies(Ips.IPV6);
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    try (LocalPortForward forward = forward(dnsPod(), 53)) {
      eventually(
          () -> {
            Message answer = ask(forward, "server-headless.default.svc.cluster.local.", Type.AAAA);
            assertThat(answer.getSection(Section.ANSWER))
                .singleElement()
                .isInstanceOf(AAAARecord.class);
          });
      String name = name(anyPod());
      try (LocalPortForward toPod = forward(pod(name), GRPC_PORT)) {
        assertThat(podThatAnswers(toPod, 0)).isEqualTo(name);
      }
    }
  }

  @Test
  void theDnsPodIsReplacedAndItsStreamsEnd() throws IOException {
    PodResource before = dnsPod();
    String name = name(before.get());
    Pipe toPod = Pipe.open();
    Pipe fromPod = Pipe.open();
    try (PortForward stream = before.portForward(53, toPod.source(), fromPod.sink())) {
      eventually(() -> assertThat(api.dnsConnections()).isEqualTo(1));
      api.trouble().restartDns();
      eventually(() -> assertThat(stream.isAlive()).isFalse());
    }
    eventually(
        () -> {
          assertThat(name(dnsPod().get())).isNotEqualTo(name);
          assertThat(Owners.isReady(dnsPod().get())).isTrue();
        });
  }

  @Test
  void clientsWhoLeaveAreForgotten() throws IOException, ClosedChannelException {
    api.deploy("default", 1);
    api.awaitReady("default", 1);
    Pipe toPod = Pipe.open();
    Pipe fromPod = Pipe.open();
    PodResource pod = pod(name(anyPod()));
    try (PortForward stream = pod.portForward(GRPC_PORT, toPod.source(), fromPod.sink())) {
      assertThat(Channels.newInputStream(fromPod.source()).read()).isNotNegative();
      assertThat(stream.isAlive()).isTrue();
    }
    eventually(() -> assertThat(api.portForwards()).isZero());
  }
}
