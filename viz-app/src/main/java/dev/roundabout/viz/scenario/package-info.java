/** The experiments as data, the course of one of them, and the checks. */
@NullMarked
package dev.roundabout.viz.scenario;

import org.jspecify.annotations.NullMarked;
