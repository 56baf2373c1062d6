package dev.roundabout.viz.model;

import java.time.Instant;

/**
 * Something that happened, with its time. Facts are made on any thread and folded on one.
 *
 * <p>Each kind knows how it changes a snapshot, and does nothing else: no I/O, no clock, no
 * randomness, so that the same facts always give the same snapshot.
 */
public sealed interface Fact permits ClusterFact, ClientFact, LoadTick, ChannelzSeen, SessionFact {

  /** When it happened, by our clock. */
  Instant at();

  Snapshot applyTo(Snapshot snapshot);
}
