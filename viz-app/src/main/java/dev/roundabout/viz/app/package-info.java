/** The command line, the session that wires everything, and the JavaFX application. */
@NullMarked
package dev.roundabout.viz.app;

import org.jspecify.annotations.NullMarked;
