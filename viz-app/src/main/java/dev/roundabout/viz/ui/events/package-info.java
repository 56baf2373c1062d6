/** Facts in words. */
@NullMarked
package dev.roundabout.viz.ui.events;

import org.jspecify.annotations.NullMarked;
