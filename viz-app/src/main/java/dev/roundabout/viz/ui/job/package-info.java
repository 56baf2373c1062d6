/** The article's client, run inside the cluster. */
@NullMarked
package dev.roundabout.viz.ui.job;

import org.jspecify.annotations.NullMarked;
