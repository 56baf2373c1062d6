/** The question before a cluster may be changed. */
@NullMarked
package dev.roundabout.viz.ui.unlock;

import org.jspecify.annotations.NullMarked;
