/** Whether the cluster is still heard from. */
@NullMarked
package dev.roundabout.viz.ui.hearing;

import org.jspecify.annotations.NullMarked;
