/** From scale to first request: a lane for each pod, its stages in colour and words. */
@NullMarked
package dev.roundabout.viz.ui.propagation;

import org.jspecify.annotations.NullMarked;
