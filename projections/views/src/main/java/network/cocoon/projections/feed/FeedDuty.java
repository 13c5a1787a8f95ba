package network.cocoon.projections.feed;

/**
 * What a process does for the views beside reading them.
 *
 * @param feeds whether it takes a share of the events into them
 */
public record FeedDuty(boolean feeds) {}
