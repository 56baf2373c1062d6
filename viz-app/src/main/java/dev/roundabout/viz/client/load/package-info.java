/** Sends calls in closed and open loops, and counts what becomes of them. */
@NullMarked
package dev.roundabout.viz.client.load;

import org.jspecify.annotations.NullMarked;
