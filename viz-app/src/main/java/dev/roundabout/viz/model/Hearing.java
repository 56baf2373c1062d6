package dev.roundabout.viz.model;

import java.time.Instant;

/**
 * Whether the cluster is still heard from.
 *
 * @param last when the API said anything last, by our clock
 * @param broken whether a watch is down and being opened again
 * @param why it is broken, fit for the screen; empty where it is not
 */
public record Hearing(Instant last, boolean broken, String why) {}
