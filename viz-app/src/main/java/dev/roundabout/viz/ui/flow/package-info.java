/** Requests in flight: from the client to the pods. */
@NullMarked
package dev.roundabout.viz.ui.flow;

import org.jspecify.annotations.NullMarked;
