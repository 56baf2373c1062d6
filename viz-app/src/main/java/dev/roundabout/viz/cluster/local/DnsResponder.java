package dev.roundabout.viz.cluster.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Answers DNS messages from a zone. Records come in a new random order each time, as CoreDNS'
 * plugin loadbalance gives them. Any thread.
 */
final class DnsResponder {
  /** The longest message over TCP, whose length has two bytes. */
  static final int MAX_TCP_BYTES = 65_535;

  private static final int MIN_UDP_BYTES = 512;
  private static final int MAX_UDP_BYTES = 4_096;

  private final Supplier<Zone> zone;
  private final Random random;

  /**
   * @param zone read anew for each query
   * @param random used by several threads
   */
  DnsResponder(Supplier<Zone> zone, Random random) {
    this.zone = zone;
    this.random = random;
  }

  /** The answer to a datagram, truncated to what the client can take; empty where none is due. */
  Optional<byte[]> overUdp(byte[] query) {
    return respond(query, false);
  }

  /** The answer to a message over TCP; empty where none is due. */
  Optional<byte[]> overTcp(byte[] query) {
    return respond(query, true);
  }

  private Optional<byte[]> respond(byte[] bytes, boolean tcp) {
    try {
      Message query = new Message(bytes);
      if (query.getHeader().getFlag(Flags.QR)) {
        return Optional.empty(); // answering an answer could go on for ever
      }
      return Optional.of(answer(query).toWire(tcp ? MAX_TCP_BYTES : udpBytes(query)));
    } catch (IOException | RuntimeException garbage) {
      return formatError(bytes);
    }
  }

  private static int udpBytes(Message query) {
    OPTRecord edns = query.getOPT();
    return edns == null
        ? MIN_UDP_BYTES
        : Math.max(MIN_UDP_BYTES, Math.min(MAX_UDP_BYTES, edns.getPayloadSize()));
  }

  /** What cannot be read is refused by its id where there is one, and not answered otherwise. */
  private static Optional<byte[]> formatError(byte[] bytes) {
    if (bytes.length < Header.LENGTH || (bytes[2] & 0x80) != 0) {
      return Optional.empty();
    }
    Header header = new Header(Byte.toUnsignedInt(bytes[0]) << 8 | Byte.toUnsignedInt(bytes[1]));
    header.setFlag(Flags.QR);
    header.setRcode(Rcode.FORMERR);
    return Optional.of(header.toWire());
  }

  private Message answer(Message query) {
    Message answer = new Message(query.getHeader().getID());
    Header header = answer.getHeader();
    header.setOpcode(query.getHeader().getOpcode());
    header.setFlag(Flags.QR);
    if (query.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    query.getSection(Section.QUESTION).forEach(q -> answer.addRecord(q, Section.QUESTION));
    header.setRcode(rcode(query));
    if (header.getRcode() == Rcode.NOERROR) {
      fill(answer, query.getQuestion());
    }
    if (query.getOPT() != null) {
      answer.addRecord(new OPTRecord(MAX_UDP_BYTES, 0, 0), Section.ADDITIONAL);
    }
    return answer;
  }

  private static int rcode(Message query) {
    if (query.getHeader().getOpcode() != Opcode.QUERY) {
      return Rcode.NOTIMP;
    }
    if (query.getSection(Section.QUESTION).size() != 1) {
      return Rcode.FORMERR;
    }
    return query.getQuestion().getDClass() == DClass.IN ? Rcode.NOERROR : Rcode.REFUSED;
  }

  private void fill(Message answer, Record question) {
    Zone now = zone.get();
    Name name = question.getName();
    answer.getHeader().setFlag(Flags.AA);
    List<Record> found = new ArrayList<>(now.find(name, question.getType()));
    if (found.isEmpty()) {
      answer.getHeader().setRcode(now.exists(name) ? Rcode.NOERROR : Rcode.NXDOMAIN);
      answer.addRecord(now.soa(), Section.AUTHORITY);
      return;
    }
    Collections.shuffle(found, random);
    found.forEach(record -> answer.addRecord(record, Section.ANSWER));
    found.forEach(record -> addTarget(answer, now, record));
  }

  /** The address that a client asks for next, when it has an SRV record. */
  private static void addTarget(Message answer, Zone zone, Record record) {
    if (record instanceof SRVRecord srv) {
      zone.find(srv.getTarget(), Type.A).forEach(a -> answer.addRecord(a, Section.ADDITIONAL));
    }
  }
}
