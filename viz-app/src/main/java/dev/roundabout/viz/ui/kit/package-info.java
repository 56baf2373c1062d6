/** What panels are made of: the panel itself, its frame, colours by role, numbers in words. */
@NullMarked
package dev.roundabout.viz.ui.kit;

import org.jspecify.annotations.NullMarked;
