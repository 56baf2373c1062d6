/** The line that must add up. */
@NullMarked
package dev.roundabout.viz.ui.honesty;

import org.jspecify.annotations.NullMarked;
