package dev.roundabout.viz.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.NameLookup.UnknownNameException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

final class DnsClientTest {
  private static final String NAME = "server.default.svc.cluster.local";

  private final ScriptedDns server = open();

  private static ScriptedDns open() {
    try {
      return new ScriptedDns();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    assertThat(server.troubles).isEmpty();
  }

  private DnsClient client(Duration timeout) throws IOException {
    return DnsClient.over(server.address(), "kube-dns", timeout, System::nanoTime, new Random(1));
  }

  private DnsClient client() throws IOException {
    return client(Duration.ofSeconds(20));
  }

  private static Optional<byte[]> wire(Message answer) {
    return Optional.of(answer.toWire());
  }

  @Test
  void keepsTheOrderAndTakesTheSmallestTtl() throws IOException {
    server.overUdp = query -> wire(ScriptedDns.answer(query, "10.0.0.3", "10.0.0.1", "10.0.0.2"));
    assertThat(client().lookup(NAME))
        .isEqualTo(
            new DnsAnswer(
                NAME,
                List.of("10.0.0.3", "10.0.0.1", "10.0.0.2"),
                Duration.ofSeconds(28),
                "kube-dns"));
  }

  @Test
  void aNameWithoutAddressIsEmpty() throws IOException {
    server.overUdp = query -> wire(ScriptedDns.answer(query));
    DnsAnswer answer = client().lookup(NAME);
    assertThat(answer.ips()).isEmpty();
    assertThat(answer.ttl()).isZero();
  }

  @Test
  void asksForIpv6WhereThereIsNoIpv4() throws IOException {
    server.overUdp =
        query ->
            wire(
                query.getQuestion().getType() == Type.AAAA
                    ? ScriptedDns.answer(query, "fd00:10:244::5", "fd00:10:244::6")
                    : ScriptedDns.answer(query));
    assertThat(client().lookup(NAME).ips()).containsExactly("fd00:10:244::5", "fd00:10:244::6");
    assertThat(server.asked).hasSize(2);
  }

  @Test
  void asksForIpv4OnlyWhereThereIsAny() throws IOException {
    server.overUdp = query -> wire(ScriptedDns.answer(query, "10.0.0.1"));
    assertThat(client().lookup(NAME).ips()).containsExactly("10.0.0.1");
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void asksAgainOverTcpWhenTruncated() throws IOException {
    server.overUdp =
        query -> {
          Message answer = ScriptedDns.answer(query, "10.0.0.1");
          answer.getHeader().setFlag(Flags.TC);
          return wire(answer);
        };
    server.overTcp = query -> wire(ScriptedDns.answer(query, "10.0.0.1", "10.0.0.2"));
    assertThat(client().lookup(NAME).ips()).containsExactly("10.0.0.1", "10.0.0.2");
    assertThat(server.asked).containsExactly("udp", "tcp");
  }

  @Test
  void canAskOverTcpOnly() throws IOException {
    server.overTcp = query -> wire(ScriptedDns.answer(query, "10.0.0.1"));
    DnsClient tcp =
        DnsClient.overTcp(
            server.address(), "kube-dns", Duration.ofSeconds(20), System::nanoTime, new Random(1));
    assertThat(tcp.lookup(NAME).ips()).containsExactly("10.0.0.1");
    assertThat(server.asked).containsExactly("tcp");
  }

  @Test
  void anyTransportWillDo() throws IOException {
    DnsTransport direct = query -> ScriptedDns.answer(new Message(query), "10.0.0.9").toWire();
    DnsClient client = new DnsClient(direct, direct, "a port-forward", new Random(1));
    assertThat(client.lookup(NAME).ips()).containsExactly("10.0.0.9");
  }

  @Test
  void nxdomainIsAnUnknownName() {
    server.overUdp = query -> wire(ScriptedDns.answer(query, Rcode.NXDOMAIN));
    assertThatThrownBy(() -> client().lookup(NAME))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining(NAME);
  }

  @Test
  void otherCodesAreNamed() {
    for (int rcode : List.of(Rcode.SERVFAIL, Rcode.REFUSED, Rcode.FORMERR)) {
      server.overUdp = query -> wire(ScriptedDns.answer(query, rcode));
      assertThatThrownBy(() -> client().lookup(NAME))
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("kube-dns answered " + Rcode.string(rcode) + " for " + NAME);
    }
  }

  @Test
  void silenceEndsAtTheTimeout() {
    assertThatThrownBy(() -> client(Duration.ofMillis(100)).lookup(NAME))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("kube-dns did not answer in time");
  }

  @Test
  void doesNotTakeAnotherQuestionsAnswer() {
    List<AnswerTo> wrong = new ArrayList<>();
    wrong.add(
        query -> {
          Message answer = ScriptedDns.answer(query, "6.6.6.6");
          answer.getHeader().setID(query.getHeader().getID() ^ 1);
          return answer;
        });
    wrong.add(
        query -> {
          Message answer = ScriptedDns.answer(query, "6.6.6.6");
          answer.getHeader().unsetFlag(Flags.QR);
          return answer;
        });
    wrong.add(query -> new Message(query.getHeader().getID()));
    for (AnswerTo answer : wrong) {
      server.overUdp = query -> wire(answer.to(query));
      assertThatThrownBy(() -> client().lookup(NAME))
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("kube-dns answered something that was not asked");
    }
  }

  @FunctionalInterface
  private interface AnswerTo {
    Message to(Message query);
  }

  @Test
  void survivesGarbage() {
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      byte[] garbage = new byte[1 + random.nextInt(500)];
      random.nextBytes(garbage);
      server.overUdp = query -> Optional.of(garbage);
      server.overTcp = query -> Optional.of(garbage);
      assertThatThrownBy(() -> client().lookup(NAME))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("kube-dns");
    }
  }

  @Test
  void refusesWhatIsNoName() {
    assertThatThrownBy(() -> client().lookup("a..b"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a..b");
  }

  @Test
  void tellsOfATornAnswerOverTcp() {
    server.overUdp =
        query -> {
          Message answer = ScriptedDns.answer(query);
          answer.getHeader().setFlag(Flags.TC);
          return wire(answer);
        };
    assertThatThrownBy(() -> client().lookup(NAME))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed the connection before its answer was complete");
  }

  @Test
  void nobodyListening() throws IOException {
    DnsClient client = client();
    server.close();
    assertThatThrownBy(() -> client.lookup(NAME))
        .isInstanceOf(IOException.class)
        .hasMessage("kube-dns could not be asked: nothing listens there");
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    AtomicReference<Throwable> outcome = new AtomicReference<>(new IllegalStateException("none"));
    DnsClient client = client(Duration.ofHours(1));
    Thread asking =
        new Thread(
            () -> {
              try {
                client.lookup(NAME);
              } catch (IOException expected) {
                outcome.set(expected);
              }
            },
            "asking");
    asking.start();
    org.awaitility.Awaitility.await()
        .untilAsserted(() -> assertThat(server.asked).containsExactly("udp"));
    asking.interrupt();
    asking.join();
    assertThat(outcome.get()).isInstanceOf(IOException.class).hasMessageContaining("interrupted");
  }
}
