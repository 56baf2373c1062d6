package dev.roundabout.viz.model;

/**
 * A pod and its place. The place gives colour and position, the same in every panel, for as long as
 * the pod lives; a place that a pod has left goes to the next new pod.
 *
 * @param place from 0
 */
public record Seat(Pod pod, int place) {}
