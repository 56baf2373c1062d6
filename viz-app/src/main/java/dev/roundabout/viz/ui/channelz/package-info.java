/** The channelz tree. */
@NullMarked
package dev.roundabout.viz.ui.channelz;

import org.jspecify.annotations.NullMarked;
