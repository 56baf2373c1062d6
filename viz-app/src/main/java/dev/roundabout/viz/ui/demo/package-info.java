/** The demo: what of it is in the cluster, and how it is removed. */
@NullMarked
package dev.roundabout.viz.ui.demo;

import org.jspecify.annotations.NullMarked;
