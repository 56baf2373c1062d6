/** Why a pod gets requests or none, link by link. */
@NullMarked
package dev.roundabout.viz.ui.why;

import org.jspecify.annotations.NullMarked;
