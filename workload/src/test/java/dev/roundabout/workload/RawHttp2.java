package dev.roundabout.workload;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A bare HTTP/2 connection over a socket: shows what is really on the wire. */
final class RawHttp2 implements AutoCloseable {

  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  private static final int ACK = 1;

  private final Socket socket;
  private final DataInputStream in;

  /** Connects, greets, and waits until the server has nothing more to say. */
  RawHttp2(WorkloadServer server) throws IOException {
    socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
    write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    writeFrame(SETTINGS, 0, 0);
    writeFrame(SETTINGS, ACK, 0);
    writeFrame(PING, 0, 8);
    readUntil(PING);
  }

  /** Asks for an answer. */
  void ping() throws IOException {
    writeFrame(PING, 0, 8);
  }

  /** How long reading waits before it fails. */
  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** Reads frames up to and with the first of this type. */
  void readUntil(int type) throws IOException {
    while (readFrame() != type) {
      // Other frames do not matter here.
    }
  }

  /** The next byte, -1 at an orderly end. */
  int readByte() throws IOException {
    return in.read();
  }

  private int readFrame() throws IOException {
    byte[] header = in.readNBytes(9);
    if (header.length < 9) {
      throw new IOException("the connection ended before the frame");
    }
    int length = (header[0] & 255) << 16 | (header[1] & 255) << 8 | (header[2] & 255);
    in.readNBytes(length);
    return header[3];
  }

  private void writeFrame(int type, int flags, int length) throws IOException {
    byte[] frame = new byte[9 + length];
    frame[2] = (byte) length;
    frame[3] = (byte) type;
    frame[4] = (byte) flags;
    write(frame);
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
