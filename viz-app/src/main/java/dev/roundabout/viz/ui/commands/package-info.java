/** The one table of commands: label, key and effect. */
@NullMarked
package dev.roundabout.viz.ui.commands;

import org.jspecify.annotations.NullMarked;
