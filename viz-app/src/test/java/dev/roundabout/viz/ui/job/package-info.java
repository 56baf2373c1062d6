@NullMarked
package dev.roundabout.viz.ui.job;

import org.jspecify.annotations.NullMarked;
