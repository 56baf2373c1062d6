package dev.roundabout.viz.ui.channelz;

/**
 * One line of the tree.
 *
 * @param key the same for the same thing in every reading
 * @param depth 0 for a channel, 1 for a subchannel, 2 for a socket
 * @param expandable whether it has lines below it
 * @param detail beside the label, e.g. the last part of an address
 */
record TreeLine(
    String key,
    int depth,
    boolean expandable,
    boolean expanded,
    String label,
    String detail,
    String right,
    String tone) {}
