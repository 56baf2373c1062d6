/** Requests per pod. */
@NullMarked
package dev.roundabout.viz.ui.bars;

import org.jspecify.annotations.NullMarked;
