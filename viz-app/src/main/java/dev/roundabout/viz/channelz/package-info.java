/** Reads channelz through its public service, without a network. */
@NullMarked
package dev.roundabout.viz.channelz;

import org.jspecify.annotations.NullMarked;
