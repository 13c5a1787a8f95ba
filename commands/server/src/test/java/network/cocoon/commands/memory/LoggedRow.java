package network.cocoon.commands.memory;

/**
 * One event of the log.
 *
 * @param globalIndex in order of insertion, with gaps
 * @param sequence    its place in its own stream, from 0
 */
public record LoggedRow(long globalIndex, String stream, String aggregate, long sequence, Object event) {}
