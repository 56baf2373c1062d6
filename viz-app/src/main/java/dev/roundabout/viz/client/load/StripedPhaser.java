package dev.roundabout.viz.client.load;

import java.util.Arrays;
import org.HdrHistogram.WriterReaderPhaser;

/**
 * HdrHistogram's {@code WriterReaderPhaser} without its one point of contention: threads that write
 * at the same time mostly enter by phasers of their own. A reader waits for all of them.
 */
final class StripedPhaser {
  /** A power of two; event loops are few, and their numbers follow each other. */
  private static final int STRIPES = 8;

  /** Those in between are never used: neighbours would share a cache line. */
  private static final int APART = 4;

  private final WriterReaderPhaser[] stripes = new WriterReaderPhaser[STRIPES * APART];

  StripedPhaser() {
    Arrays.setAll(stripes, i -> new WriterReaderPhaser());
  }

  /** The phaser to enter and to leave by, for the calling thread. */
  WriterReaderPhaser mine() {
    int stripe = (int) Thread.currentThread().getId() & (STRIPES - 1);
    return stripes[stripe * APART];
  }

  /** Waits until everybody who was inside has left. One reader at a time. */
  void awaitWriters() {
    for (WriterReaderPhaser stripe : stripes) {
      stripe.readerLock();
      try {
        stripe.flipPhase();
      } finally {
        stripe.readerUnlock();
      }
    }
  }
}
