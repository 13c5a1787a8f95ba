package network.cocoon.commands.feed;

/**
 * One decoded event.
 *
 * @param index its dense index
 * @param event a domain event record
 */
public record LogEntry(long index, Object event) {}
