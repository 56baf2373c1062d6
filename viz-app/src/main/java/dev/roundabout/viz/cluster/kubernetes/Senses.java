package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Reports;

/**
 * Where parts of the cluster tell what they meet.
 *
 * @param reports facts
 * @param ear whether the API is heard
 * @param faults says in words what went wrong
 * @param denials what RBAC refuses
 */
record Senses(Reports reports, Ear ear, Faults faults, Denials denials) {}
