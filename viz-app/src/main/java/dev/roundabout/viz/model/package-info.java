/**
 * The words of Roundabout: facts, actions, and the snapshot that facts fold into. Everything here
 * is immutable and depends on nothing but the JDK.
 */
@NullMarked
package dev.roundabout.viz.model;

import org.jspecify.annotations.NullMarked;
