/**
 * Carries TCP connections for a client that cannot dial the pods itself: an HTTP CONNECT proxy on
 * loopback, and the splicing of two connections that it shares with other relays.
 */
@NullMarked
package dev.roundabout.viz.gateway;

import org.jspecify.annotations.NullMarked;
