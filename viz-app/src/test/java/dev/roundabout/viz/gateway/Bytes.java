package dev.roundabout.viz.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Reading and writing for tests. */
final class Bytes {
  private Bytes() {}

  static void write(SocketChannel socket, String text) throws IOException {
    write(socket, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static void write(SocketChannel socket, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      socket.write(buffer);
    }
  }

  static void copy(SocketChannel from, SocketChannel to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(8_192);
    while (from.read(buffer) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        to.write(buffer);
      }
      buffer.clear();
    }
  }

  static byte[] readToEnd(SocketChannel socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(8_192);
    while (socket.read(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return all.toByteArray();
  }

  static String textToEnd(SocketChannel socket) throws IOException {
    return new String(readToEnd(socket), StandardCharsets.ISO_8859_1);
  }

  /** Reads up to the empty line that ends the head of an HTTP answer. */
  static String head(SocketChannel socket) throws IOException {
    StringBuilder head = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (head.indexOf("\r\n\r\n") < 0 && socket.read(one.clear()) > 0) {
      head.append((char) one.get(0));
    }
    return head.toString();
  }
}
