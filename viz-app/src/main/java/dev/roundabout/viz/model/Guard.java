package dev.roundabout.viz.model;

/**
 * Whether the cluster may be changed from here.
 *
 * @param locked nothing is changed until it is unlocked
 * @param canUnlock false where {@code --read-only} was asked for
 * @param why it is locked, in a line; empty where it is not
 */
public record Guard(boolean locked, boolean canUnlock, String why) {
  /** Changes are carried out. */
  public static final Guard OPEN = new Guard(false, true, "");
}
