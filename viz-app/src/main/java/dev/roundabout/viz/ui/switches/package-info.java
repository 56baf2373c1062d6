/** What of gRPC can be switched on, and the service config that comes of it. */
@NullMarked
package dev.roundabout.viz.ui.switches;

import org.jspecify.annotations.NullMarked;
