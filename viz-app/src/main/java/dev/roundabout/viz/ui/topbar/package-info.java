/** What is looked at. */
@NullMarked
package dev.roundabout.viz.ui.topbar;

import org.jspecify.annotations.NullMarked;
