package dev.roundabout.viz.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;

/**
 * One end of a byte stream in both directions: a socket, or a pair of pipes.
 *
 * <p>The {@link Splicer} that gets it puts both channels into non-blocking mode, and from then on
 * calls it on its own thread alone.
 */
public interface Duplex {

  /** Says when there is something to read. */
  SelectableChannel readable();

  /** Says when there is room to write; may be the same channel. */
  SelectableChannel writable();

  /** As {@link java.nio.channels.ReadableByteChannel#read}: −1 once the peer has finished. */
  int read(ByteBuffer into) throws IOException;

  /** As {@link java.nio.channels.WritableByteChannel#write}. */
  int write(ByteBuffer from) throws IOException;

  /** Ends the direction towards the peer in order (FIN); reading goes on. */
  void finish() throws IOException;

  /** Ends both directions as a dying process does (RST where the transport knows it). */
  void reset();

  /** Lets go of a stream that is finished both ways. */
  void close() throws IOException;
}
