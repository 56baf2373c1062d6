/** The rail of controls: what can be changed, and how it is now. */
@NullMarked
package dev.roundabout.viz.ui.controls;

import org.jspecify.annotations.NullMarked;
