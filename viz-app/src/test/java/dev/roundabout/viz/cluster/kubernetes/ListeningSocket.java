package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.IpText;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A TCP socket that listens, as Linux tells (proc(5)). */
record ListeningSocket(Address address, String inode) {
  private static final String LISTEN = "0A";

  static Set<ListeningSocket> ofThisProcess() throws IOException {
    Set<String> own = ownSockets();
    Set<ListeningSocket> listening = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/self/net/" + table))) {
        String[] columns = line.strip().split("\\s+");
        if (columns[3].equals(LISTEN) && own.contains("socket:[" + columns[9] + "]")) {
          listening.add(new ListeningSocket(address(columns[1]), columns[9]));
        }
      }
    }
    return listening;
  }

  private static Set<String> ownSockets() throws IOException {
    Set<String> own = new HashSet<>();
    File[] open = new File("/proc/self/fd").listFiles();
    for (File each : open == null ? new File[0] : open) {
      try {
        own.add(Files.readSymbolicLink(each.toPath()).toString());
      } catch (NoSuchFileException closedMeanwhile) {
        continue;
      }
    }
    return own;
  }

  /** Words of 32 bits in the machine's order, in hexadecimal. */
  private static Address address(String text) throws UnknownHostException {
    String[] parts = text.split(":");
    byte[] words = new BigInteger("01" + parts[0], 16).toByteArray();
    ByteBuffer swapped = ByteBuffer.allocate(words.length - 1);
    ByteBuffer given = ByteBuffer.wrap(words, 1, words.length - 1);
    while (given.hasRemaining()) {
      int word = given.getInt();
      swapped.putInt(
          ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word);
    }
    return new Address(
        IpText.of(InetAddress.getByAddress(swapped.array())), Integer.parseInt(parts[1], 16));
  }
}
