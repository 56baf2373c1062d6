/** Lines that are to be pasted into a terminal. */
@NullMarked
package dev.roundabout.viz.model.pasted;

import org.jspecify.annotations.NullMarked;
