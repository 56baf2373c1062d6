package dev.roundabout.viz.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.Leftovers;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.dns.DnsClient;
import dev.roundabout.viz.dns.DnsTransport;
import dev.roundabout.viz.dns.TcpTransport;
import dev.roundabout.viz.dns.UdpTransport;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

final class DnsServerTest {
  private static final ClusterInfo INFO =
      new ClusterInfo(
          ClusterInfo.Origin.embedded("test"),
          "default",
          "server",
          "server-headless.default.svc.cluster.local",
          "server.default.svc.cluster.local",
          9090,
          9090);
  private static final Address CLUSTER_IP = new Address("127.9.0.80", 9090);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final List<Object> troubles = new ArrayList<>();
  private volatile Zone zone = zone(3);
  private DnsServer server = open();

  private static Zone zone(int endpoints) {
    List<Address> ready = new ArrayList<>();
    for (int i = 1; i <= endpoints; i++) {
      ready.add(new Address("127.9.1." + i, 9090));
    }
    return new Zone(INFO, ready, CLUSTER_IP, Duration.ofSeconds(5));
  }

  private DnsServer open() {
    Reports reports = new Reports(InstantSource.system(), troubles::add);
    try {
      return DnsServer.open("127.0.0.1", new DnsResponder(() -> zone, new Random(1)), reports);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @BeforeEach
  void startsWithThreeEndpoints() {
    zone = zone(3);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    assertThat(troubles).isEmpty();
  }

  private DnsTransport udp() {
    return new UdpTransport(server.address(), TIMEOUT, System::nanoTime);
  }

  private DnsTransport tcp() {
    return new TcpTransport(server.address(), TIMEOUT, System::nanoTime);
  }

  private DnsClient client() {
    return DnsClient.over(server.address(), "DNS", TIMEOUT, System::nanoTime, new Random(2));
  }

  private static Message query(String name, int type) {
    return Message.newQuery(Record.newRecord(Name.fromConstantString(name + "."), type, DClass.IN));
  }

  private static Message ask(DnsTransport transport, Message query) throws IOException {
    Message answer = new Message(transport.exchange(query.toWire()));
    assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
    assertThat(answer.getHeader().getFlag(Flags.QR)).isTrue();
    return answer;
  }

  @Test
  void answersEachReadyEndpointOverUdpAndTcp() throws IOException {
    for (DnsTransport transport : List.of(udp(), tcp())) {
      Message answer = ask(transport, query(INFO.headlessName(), Type.A));
      assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
      assertThat(answer.getSection(Section.ANSWER))
          .allSatisfy(record -> assertThat(record.getTTL()).isEqualTo(5))
          .extracting(record -> ((ARecord) record).getAddress().getHostAddress())
          .containsExactlyInAnyOrder("127.9.1.1", "127.9.1.2", "127.9.1.3");
    }
  }

  @Test
  void everyOrderComesUp() throws IOException {
    Set<List<String>> orders = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      orders.add(client().lookup(INFO.headlessName()).ips());
    }
    assertThat(orders).hasSize(6);
  }

  @Test
  void theClusterIpHasOneAddress() throws IOException {
    DnsAnswer answer = client().lookup(INFO.clusterIpName());
    assertThat(answer.ips()).containsExactly(CLUSTER_IP.ip());
    assertThat(answer.ttl()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void twoHundredPodsComeOverTcpBecauseUdpIsTooSmall() throws IOException {
    zone = zone(200);
    Message overUdp = ask(udp(), query(INFO.headlessName(), Type.A));
    assertThat(overUdp.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(overUdp.numBytes()).isLessThanOrEqualTo(512);
    Message overTcp = ask(tcp(), query(INFO.headlessName(), Type.A));
    assertThat(overTcp.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(overTcp.getSection(Section.ANSWER)).hasSize(200);
    assertThat(client().lookup(INFO.headlessName()).ips()).hasSize(200).doesNotHaveDuplicates();
  }

  @Test
  void ednsRaisesTheLimitOfUdp() throws IOException {
    zone = zone(200);
    Message query = query(INFO.headlessName(), Type.A);
    query.addRecord(new OPTRecord(4_096, 0, 0), Section.ADDITIONAL);
    Message answer = ask(udp(), query);
    assertThat(answer.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(answer.getSection(Section.ANSWER)).hasSize(200);
    assertThat(answer.getOPT()).isNotNull();
  }

  @Test
  void ipv6IsEmptyAndNotUnknown() throws IOException {
    for (String name : List.of(INFO.headlessName(), INFO.clusterIpName())) {
      Message answer = ask(udp(), query(name, Type.AAAA));
      assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(answer.getSection(Section.ANSWER)).isEmpty();
      assertThat(answer.getSection(Section.AUTHORITY)).hasOnlyElementsOfType(SOARecord.class);
    }
  }

  @Test
  void srvNamesAHostForEachEndpoint() throws IOException {
    Message answer = ask(udp(), query("_grpc._tcp." + INFO.headlessName(), Type.SRV));
    assertThat(answer.getSection(Section.ANSWER))
        .extracting(record -> (SRVRecord) record)
        .allSatisfy(srv -> assertThat(srv.getPort()).isEqualTo(9090))
        .extracting(srv -> srv.getTarget().toString(true))
        .containsExactlyInAnyOrder(
            "127-9-1-1." + INFO.headlessName(),
            "127-9-1-2." + INFO.headlessName(),
            "127-9-1-3." + INFO.headlessName());
    assertThat(answer.getSection(Section.ADDITIONAL)).hasSize(3);
    assertThat(client().lookup("127-9-1-2." + INFO.headlessName()).ips())
        .containsExactly("127.9.1.2");
    Message service = ask(udp(), query("_grpc._tcp." + INFO.clusterIpName(), Type.SRV));
    assertThat(service.getSection(Section.ANSWER)).hasSize(1);
  }

  @Test
  void unknownNamesDoNotExist() throws IOException {
    for (String name : List.of("nothing.default.svc.cluster.local", "example.org")) {
      Message answer = ask(udp(), query(name, Type.A));
      assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
      assertThat(answer.getSection(Section.AUTHORITY)).hasOnlyElementsOfType(SOARecord.class);
    }
    assertThat(ask(udp(), query("default.svc.cluster.local", Type.A)).getRcode())
        .isEqualTo(Rcode.NOERROR); // names below it exist
  }

  @Test
  void aHeadlessServiceWithoutEndpointsDoesNotExist() throws IOException {
    zone = zone(0);
    assertThat(ask(udp(), query(INFO.headlessName(), Type.A)).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(client().lookup(INFO.clusterIpName()).ips()).hasSize(1);
  }

  @Test
  void namesAreKnownInAnyCase() throws IOException {
    assertThat(client().lookup("Server-Headless.DEFAULT.svc.cluster.local").ips()).hasSize(3);
  }

  @Test
  void refusesWhatItDoesNotDo() throws IOException {
    Message update = query(INFO.headlessName(), Type.A);
    update.getHeader().setOpcode(Opcode.UPDATE);
    assertThat(ask(udp(), update).getRcode()).isEqualTo(Rcode.NOTIMP);
    Record chaos =
        Record.newRecord(Name.fromConstantString("version.bind."), Type.TXT, DClass.CHAOS);
    assertThat(ask(udp(), Message.newQuery(chaos)).getRcode()).isEqualTo(Rcode.REFUSED);
    Message noQuestion = new Message(77);
    assertThat(ask(udp(), noQuestion).getRcode()).isEqualTo(Rcode.FORMERR);
  }

  @Test
  void garbageHarmsNobody() throws IOException {
    Random random = new Random(8);
    DnsTransport impatient =
        new UdpTransport(server.address(), Duration.ofMillis(1), System::nanoTime);
    for (int i = 0; i < 300; i++) {
      byte[] garbage = new byte[random.nextInt(600)];
      random.nextBytes(garbage);
      assertThat(sizeOfAnswer(impatient, garbage))
          .satisfiesAnyOf(
              size -> assertThat(size).isZero(),
              size -> assertThat(size).isGreaterThanOrEqualTo(Header.LENGTH));
    }
    byte[] torn = query(INFO.headlessName(), Type.A).toWire();
    byte[] half = java.util.Arrays.copyOf(torn, torn.length - 5);
    Message answer = new Message(udp().exchange(half));
    assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
    assertThat(client().lookup(INFO.headlessName()).ips()).hasSize(3);
  }

  private static int sizeOfAnswer(DnsTransport transport, byte[] query) throws IOException {
    try {
      return transport.exchange(query).length;
    } catch (SocketTimeoutException notAnswered) {
      return 0;
    }
  }

  @Test
  void garbageOverTcpEndsThatConnectionOnly() throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(server.address().ip(), server.address().port());
    try (SocketChannel silent = SocketChannel.open(address);
        SocketChannel torn = SocketChannel.open(address)) {
      torn.write(ByteBuffer.wrap(new byte[] {0, 3, 1, 2, 3}));
      assertThat(torn.read(ByteBuffer.allocate(10))).isEqualTo(-1);
      assertThat(silent.isConnected()).isTrue();
      assertThat(ask(tcp(), query(INFO.headlessName(), Type.A)).getSection(Section.ANSWER))
          .hasSize(3);
    }
  }

  @Test
  void severalQueriesShareATcpConnection() throws IOException {
    try (SocketChannel socket =
        SocketChannel.open(new InetSocketAddress(server.address().ip(), server.address().port()))) {
      for (int i = 0; i < 3; i++) {
        byte[] query = query(INFO.headlessName(), Type.A).toWire();
        ByteBuffer framed = ByteBuffer.allocate(2 + query.length);
        socket.write(framed.putShort((short) query.length).put(query).flip());
        java.io.DataInputStream in = new java.io.DataInputStream(socket.socket().getInputStream());
        byte[] answer = in.readNBytes(in.readUnsignedShort());
        assertThat(new Message(answer).getSection(Section.ANSWER)).hasSize(3);
      }
    }
  }

  @Test
  void listensOnLoopbackOnlyAndNotAfterClose() throws IOException {
    assertThatThrownBy(
            () ->
                DnsServer.open(
                    "0.0.0.0",
                    new DnsResponder(() -> zone, new Random(1)),
                    new Reports(InstantSource.system(), troubles::add)))
        .isInstanceOf(IllegalArgumentException.class);
    Address address = server.address();
    server.close();
    assertThatThrownBy(() -> client().lookup(INFO.headlessName()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("DNS could not be asked");
    Leftovers.assertNobodyListens(new InetSocketAddress(address.ip(), address.port()));
    Leftovers.assertNoThreads();
  }
}
