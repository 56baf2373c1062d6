/** The client under test: real grpc-java channels over a resolver and a load of our own. */
@NullMarked
package dev.roundabout.viz.client;

import org.jspecify.annotations.NullMarked;
