/** The server that runs in every pod, and the article's batch client: one image, one main class. */
@NullMarked
package dev.roundabout.workload;

import org.jspecify.annotations.NullMarked;
