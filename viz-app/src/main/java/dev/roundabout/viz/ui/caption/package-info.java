/** The one line that says what is so and why. */
@NullMarked
package dev.roundabout.viz.ui.caption;

import org.jspecify.annotations.NullMarked;
