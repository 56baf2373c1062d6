package dev.roundabout.viz.cluster.kubernetes.fake;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.Message;

/** What CoreDNS is in a cluster: answers over TCP, at a free port of 127.0.0.1. */
final class ClusterDns implements AutoCloseable {
  private final DnsRecords records;
  private final NetServer server;
  private final Set<NetSocket> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger queries = new AtomicInteger();

  ClusterDns(Vertx vertx, DnsRecords records) {
    this.records = records;
    this.server = vertx.createNetServer().connectHandler(this::connected);
    ApiServer.await(server.listen(0, "127.0.0.1"));
  }

  InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", server.actualPort());
  }

  /** What every name ends in from now on. */
  void zone(String domain) {
    records.zone(domain);
  }

  /** How often it was asked. */
  int queries() {
    return queries.get();
  }

  int connections() {
    return clients.size();
  }

  /** Ends every connection, as the end of its pod does. */
  void drop() {
    clients.forEach(NetSocket::close);
  }

  /** Messages over TCP come after their length (RFC 1035, 4.2.2). */
  private void connected(NetSocket client) {
    clients.add(client);
    client.closeHandler(closed -> clients.remove(client));
    RecordParser parser = RecordParser.newFixed(Short.BYTES);
    boolean[] length = {true};
    parser.handler(
        part -> {
          if (length[0]) {
            parser.fixedSizeMode(Math.max(1, part.getUnsignedShort(0)));
          } else {
            parser.fixedSizeMode(Short.BYTES);
            answer(client, part);
          }
          length[0] = !length[0];
        });
    client.handler(parser);
  }

  private void answer(NetSocket client, Buffer query) {
    queries.incrementAndGet();
    try {
      byte[] answer = records.answer(new Message(query.getBytes())).toWire(65_535);
      client.write(Buffer.buffer().appendUnsignedShort(answer.length).appendBytes(answer));
    } catch (IOException garbage) {
      client.close();
    }
  }

  @Override
  public void close() {
    ApiServer.await(server.close());
  }
}
