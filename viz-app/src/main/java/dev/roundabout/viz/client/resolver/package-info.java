/** The ways of re-resolving a name, one {@code NameResolver} each. */
@NullMarked
package dev.roundabout.viz.client.resolver;

import org.jspecify.annotations.NullMarked;
