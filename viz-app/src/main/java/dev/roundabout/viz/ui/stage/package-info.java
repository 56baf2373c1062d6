/** The window as a stage: one picture that the last row reads, and nothing else. */
@NullMarked
package dev.roundabout.viz.ui.stage;

import org.jspecify.annotations.NullMarked;
