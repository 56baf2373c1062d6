/** What Roundabout needs of a cluster, whatever its kind. */
@NullMarked
package dev.roundabout.viz.cluster;

import org.jspecify.annotations.NullMarked;
