/** The experiments: the list to choose from, and the band that leads through one. */
@NullMarked
package dev.roundabout.viz.ui.experiments;

import org.jspecify.annotations.NullMarked;
