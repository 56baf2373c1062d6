/** The chooser of what is looked at: cluster, namespace, Deployment. */
@NullMarked
package dev.roundabout.viz.ui.chooser;

import org.jspecify.annotations.NullMarked;
