/** The way to the past: pause and seek, with the whole window following. */
@NullMarked
package dev.roundabout.viz.ui.history;

import org.jspecify.annotations.NullMarked;
