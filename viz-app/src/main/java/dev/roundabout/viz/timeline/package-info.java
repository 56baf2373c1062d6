/** Folds facts into snapshots on one thread. */
@NullMarked
package dev.roundabout.viz.timeline;

import org.jspecify.annotations.NullMarked;
