/** Why pods do not get on, and what helps. */
@NullMarked
package dev.roundabout.viz.ui.notes;

import org.jspecify.annotations.NullMarked;
