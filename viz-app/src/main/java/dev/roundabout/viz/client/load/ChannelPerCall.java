package dev.roundabout.viz.client.load;

import io.grpc.Channel;

/** Where each call gets a channel of its own. Any thread, never blocks. */
public interface ChannelPerCall {
  /** Whether one more may be opened. */
  boolean hasRoom();

  /** Opens a channel for one call, after which it goes by itself. */
  Channel open();
}
