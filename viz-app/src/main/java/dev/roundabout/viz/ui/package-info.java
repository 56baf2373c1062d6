/** The window: panels that render a Snapshot, and the one loop that feeds them. */
@NullMarked
package dev.roundabout.viz.ui;

import org.jspecify.annotations.NullMarked;
