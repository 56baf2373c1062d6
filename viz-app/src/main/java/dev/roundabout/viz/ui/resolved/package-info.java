/** The addresses that the client holds, beside those that DNS answers. */
@NullMarked
package dev.roundabout.viz.ui.resolved;

import org.jspecify.annotations.NullMarked;
