package dev.roundabout.viz.ui.commands;

/**
 * What opens over the window.
 *
 * @param chooser of the cluster, the namespace and the Deployment
 * @param unlock asks for the name that lets the cluster be changed
 * @param demo shows the demo's parts, and removes them
 * @param permissions shows what RBAC does not allow
 * @param switches shows what of gRPC can be switched on, and the service config
 * @param experiments offers the experiments
 * @param why shows what a pod has reached on its way to requests, and what it waits for
 * @param pods finds a pod by a part of its name or state, and chooses it
 * @param present begins or ends full screen, with the experiments
 */
public record Openers(
    Runnable palette,
    Runnable chooser,
    Runnable unlock,
    Runnable demo,
    Runnable permissions,
    Runnable switches,
    Runnable experiments,
    Runnable why,
    Runnable pods,
    Runnable present) {}
