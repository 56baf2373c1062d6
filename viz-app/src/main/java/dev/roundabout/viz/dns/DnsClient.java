package dev.roundabout.viz.dns;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.IpText;
import dev.roundabout.viz.model.NameLookup;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks one DNS server for A records, and for AAAA records where a name has none of them, as in a
 * cluster that has IPv6 only. Keeps nothing: each lookup is a query.
 */
public final class DnsClient implements NameLookup {
  /** What fits a datagram on every common network (DNS Flag Day 2020). */
  private static final int UDP_PAYLOAD_BYTES = 1_232;

  private final DnsTransport first;
  private final DnsTransport whenTruncated;
  private final String server;
  private final RandomGenerator random;

  /**
   * @param first asked first
   * @param whenTruncated asked again where the first answer did not fit; may be the same
   * @param server who answers, in words, for {@link DnsAnswer#source()} and messages
   * @param random for the ids of queries; used by several threads
   */
  public DnsClient(
      DnsTransport first, DnsTransport whenTruncated, String server, RandomGenerator random) {
    this.first = first;
    this.whenTruncated = whenTruncated;
    this.server = server;
    this.random = random;
  }

  /**
   * UDP, and TCP where the answer is truncated.
   *
   * @param timeout of each of the two
   * @param nanos a ticker for it
   */
  public static DnsClient over(
      Address address,
      String server,
      Duration timeout,
      LongSupplier nanos,
      RandomGenerator random) {
    return new DnsClient(
        new UdpTransport(address, timeout, nanos),
        new TcpTransport(address, timeout, nanos),
        server,
        random);
  }

  /** TCP only, as where a port-forward leads to the server. */
  public static DnsClient overTcp(
      Address address,
      String server,
      Duration timeout,
      LongSupplier nanos,
      RandomGenerator random) {
    DnsTransport tcp = new TcpTransport(address, timeout, nanos);
    return new DnsClient(tcp, tcp, server, random);
  }

  @Override
  public DnsAnswer lookup(String name) throws IOException {
    DnsAnswer v4 = lookup(name, Type.A);
    return v4.ips().isEmpty() ? lookup(name, Type.AAAA) : v4;
  }

  private DnsAnswer lookup(String name, int type) throws IOException {
    List<Record> records = records(name, type);
    long ttl = records.stream().mapToLong(Record::getTTL).min().orElse(0);
    List<String> ips = records.stream().map(DnsClient::ip).toList();
    return new DnsAnswer(name, ips, Duration.ofSeconds(ttl), server);
  }

  /**
   * Asks for the names of an IP: its PTR records.
   *
   * @return without the dot at the end; empty where there is none
   */
  public List<String> namesOf(String ip) throws IOException {
    try {
      return records(ReverseMap.fromAddress(ip).toString(), Type.PTR).stream()
          .map(record -> ((PTRRecord) record).getTarget().toString(true))
          .toList();
    } catch (UnknownNameException none) {
      return List.of();
    }
  }

  private List<Record> records(String name, int type) throws IOException {
    Message query = query(name, type);
    Message answer = ask(first, query);
    if (answer.getHeader().getFlag(Flags.TC)) {
      answer = ask(whenTruncated, query);
    }
    return read(name, type, answer);
  }

  private Message query(String name, int type) throws IOException {
    Message query = new Message(random.nextInt(1 << 16));
    query.getHeader().setOpcode(Opcode.QUERY);
    query.getHeader().setFlag(Flags.RD);
    query.addRecord(Record.newRecord(absolute(name), type, DClass.IN), Section.QUESTION);
    query.addRecord(new OPTRecord(UDP_PAYLOAD_BYTES, 0, 0), Section.ADDITIONAL);
    return query;
  }

  private static Name absolute(String name) throws IOException {
    try {
      return Name.fromString(name, Name.root);
    } catch (TextParseException invalid) {
      throw new IOException("not a DNS name: " + name, invalid);
    }
  }

  private Message ask(DnsTransport transport, Message query) throws IOException {
    byte[] bytes;
    try {
      bytes = transport.exchange(query.toWire());
    } catch (SocketTimeoutException late) {
      throw new IOException(server + " did not answer in time", late);
    } catch (IOException failure) {
      throw new IOException(server + " could not be asked: " + reason(failure), failure);
    }
    Message answer = parse(bytes);
    if (!belongs(query, answer)) {
      throw new IOException(server + " answered something that was not asked");
    }
    return answer;
  }

  private static String reason(IOException failure) {
    return failure instanceof PortUnreachableException
        ? "nothing listens there"
        : Objects.toString(failure.getMessage(), failure.getClass().getSimpleName());
  }

  private Message parse(byte[] bytes) throws IOException {
    try {
      return new Message(bytes);
    } catch (IOException | RuntimeException malformed) {
      throw new IOException(server + " answered something that is not DNS", malformed);
    }
  }

  private static boolean belongs(Message query, Message answer) {
    return answer.getHeader().getFlag(Flags.QR)
        && answer.getHeader().getID() == query.getHeader().getID()
        && Objects.equals(answer.getQuestion(), query.getQuestion());
  }

  private List<Record> read(String name, int type, Message answer) throws IOException {
    int rcode = answer.getRcode();
    if (rcode == Rcode.NXDOMAIN) {
      throw new UnknownNameException(name);
    }
    if (rcode != Rcode.NOERROR) {
      throw new IOException(server + " answered " + Rcode.string(rcode) + " for " + name);
    }
    if (answer.getHeader().getFlag(Flags.TC)) {
      throw new IOException(server + " answered more than TCP can carry for " + name);
    }
    return answer.getSection(Section.ANSWER).stream()
        .filter(record -> record.getType() == type)
        .toList();
  }

  private static String ip(Record record) {
    return IpText.of(
        record instanceof AAAARecord v6 ? v6.getAddress() : ((ARecord) record).getAddress());
  }
}
