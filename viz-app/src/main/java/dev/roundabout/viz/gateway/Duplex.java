package dev.roundabout.viz.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;

/**
 * One end of a byte stream in both directions: a socket, or a stream of the cluster's API.
 *
 * <p>The {@link Splicer} that gets it calls it on its own thread alone. No method blocks.
 */
public interface Duplex {

  /**
   * Prepares the stream for a splicer. Called once, before anything else.
   *
   * @param selector waits for channels; a channel's key carries the waker as its attachment
   * @param waker wakes the splicer from any thread, for streams that are no channels
   * @return how the splicer says what it waits for
   */
  Interest begin(Selector selector, Runnable waker) throws IOException;

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

  /**
   * What the splicer waits for: as long as it is wanted and possible, the splicer is woken, as by a
   * selector's key.
   */
  interface Interest {
    void inReading(boolean wanted);

    void inWriting(boolean wanted);
  }
}
