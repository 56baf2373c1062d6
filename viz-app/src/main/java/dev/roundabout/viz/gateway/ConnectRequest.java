package dev.roundabout.viz.gateway;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.IpText;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP CONNECT request (RFC 9110, section 9.3.6).
 *
 * @param target empty where the request is not a CONNECT to an IP address and a port
 * @param authorization value of {@code Proxy-Authorization}; empty where there is none
 * @param early what the client sent after the head without waiting
 */
record ConnectRequest(Optional<Address> target, Optional<String> authorization, ByteBuffer early) {
  static final int MAX_HEAD_BYTES = 8 * 1024;

  private static final Pattern REQUEST_LINE =
      Pattern.compile("CONNECT (\\[?)([0-9A-Fa-f.:]+)(]?):(\\d{1,5}) HTTP/1\\.[01]");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?im)^Proxy-Authorization:[ \t]*(.*?)[ \t]*\r?$");
  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /**
   * Reads up to the empty line. Blocks.
   *
   * @return empty where the head is longer than {@link #MAX_HEAD_BYTES}
   * @throws EOFException where the client finished before
   */
  static Optional<ConnectRequest> read(ReadableByteChannel from) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_HEAD_BYTES);
    while (buffer.hasRemaining()) {
      if (from.read(buffer) < 0) {
        throw new EOFException("the client left before it said where to connect");
      }
      int end = endOfHead(buffer.array(), buffer.position());
      if (end >= 0) {
        String head = new String(buffer.array(), 0, end, StandardCharsets.ISO_8859_1);
        return Optional.of(parse(head, buffer.flip().position(end).slice()));
      }
    }
    return Optional.empty();
  }

  private static int endOfHead(byte[] bytes, int length) {
    for (int at = 0; at + END.length <= length; at++) {
      if (bytes[at] == END[0]
          && bytes[at + 1] == END[1]
          && bytes[at + 2] == END[2]
          && bytes[at + 3] == END[3]) {
        return at + END.length;
      }
    }
    return -1;
  }

  private static ConnectRequest parse(String head, ByteBuffer early) {
    Matcher line = REQUEST_LINE.matcher(head.substring(0, head.indexOf("\r\n")));
    Matcher authorization = AUTHORIZATION.matcher(head);
    return new ConnectRequest(
        line.matches() ? address(line) : Optional.empty(),
        authorization.find() ? Optional.of(authorization.group(1)) : Optional.empty(),
        early);
  }

  private static Optional<Address> address(Matcher line) {
    int port = Integer.parseInt(line.group(4));
    boolean bracketsMatch = line.group(1).isEmpty() == line.group(3).isEmpty();
    return bracketsMatch && port <= 65_535
        ? ip(line.group(2)).map(ip -> new Address(ip, port))
        : Optional.empty();
  }

  /** The same text for the same address: gRPC writes IPv6 out, Kubernetes writes it short. */
  private static Optional<String> ip(String literal) {
    if (literal.indexOf(':') < 0 && !IPV4.matcher(literal).matches()) {
      return Optional.empty(); // a name, which would be looked up
    }
    try {
      return Optional.of(IpText.of(InetAddress.getByName(literal)));
    } catch (UnknownHostException noAddress) {
      return Optional.empty();
    }
  }
}
