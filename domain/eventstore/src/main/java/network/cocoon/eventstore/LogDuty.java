package network.cocoon.eventstore;

/**
 * What a process does for the log beside reading and appending.
 *
 * @param orders whether it stands by to order the log
 */
public record LogDuty(boolean orders) {}
