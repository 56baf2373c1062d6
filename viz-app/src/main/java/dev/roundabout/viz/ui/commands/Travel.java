package dev.roundabout.viz.ui.commands;

import dev.roundabout.viz.ui.history.Playhead;
import dev.roundabout.viz.ui.history.Slides;
import dev.roundabout.viz.ui.propagation.TimeView;

/**
 * The ways through time: which moment is shown, and which stretch of it in the timeline.
 *
 * @param slides through an experiment
 * @param save asks where to, and saves the timeline as CSV
 */
public record Travel(Playhead playhead, TimeView time, Slides slides, Runnable save) {}
