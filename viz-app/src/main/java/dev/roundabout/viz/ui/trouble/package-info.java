/** What failed in the background. */
@NullMarked
package dev.roundabout.viz.ui.trouble;

import org.jspecify.annotations.NullMarked;
