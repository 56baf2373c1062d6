/** Why the picture is as it is: what matters most now, and its evidence, told from a Snapshot. */
@NullMarked
package dev.roundabout.viz.model.diagnosis;

import org.jspecify.annotations.NullMarked;
