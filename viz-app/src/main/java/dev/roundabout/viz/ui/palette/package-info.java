/** The command palette. */
@NullMarked
package dev.roundabout.viz.ui.palette;

import org.jspecify.annotations.NullMarked;
