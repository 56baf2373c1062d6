/** Lines that are to be pasted into a terminal. */
@NullMarked
package dev.roundabout.viz.cluster.kubernetes.pasted;

import org.jspecify.annotations.NullMarked;
