/**
 * Asks one given DNS server, past the JDK's resolver and its caches. dnsjava knows the wire format;
 * the sockets are our own, because dnsjava's client keeps static threads that outlive a session.
 */
@NullMarked
package dev.roundabout.viz.dns;

import org.jspecify.annotations.NullMarked;
