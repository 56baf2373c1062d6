package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Lets text through without secrets, whoever writes it, a library's log as well: line by line, and
 * what is asked of a person as soon as it is flushed. Any thread.
 */
final class ScreenedOutput extends FilterOutputStream {
  /** Whatever the bytes of others mean, they go on as they are; credentials are ASCII. */
  private static final Charset BYTE_BY_BYTE = StandardCharsets.ISO_8859_1;

  private final Secrets secrets;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private ScreenedOutput(OutputStream out, Secrets secrets) {
    super(out);
    this.secrets = secrets;
  }

  static PrintStream over(OutputStream out, Secrets secrets) {
    Charset charset =
        Charset.forName(System.getProperty("stdout.encoding", Charset.defaultCharset().name()));
    return new PrintStream(new ScreenedOutput(out, secrets), true, charset);
  }

  @Override
  public synchronized void write(int one) throws IOException {
    line.write(one);
    if (one == '\n') {
      pass();
    }
  }

  @Override
  public synchronized void write(byte[] text, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(text[i]);
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    pass();
    out.flush();
  }

  private void pass() throws IOException {
    String text = line.toString(BYTE_BY_BYTE);
    line.reset();
    out.write(secrets.without(text).getBytes(BYTE_BY_BYTE));
  }
}
