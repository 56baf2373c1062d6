/** Asks before something that a click alone should not do. */
@NullMarked
package dev.roundabout.viz.ui.question;

import org.jspecify.annotations.NullMarked;
