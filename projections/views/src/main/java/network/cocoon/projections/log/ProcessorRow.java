package network.cocoon.projections.log;

import org.jspecify.annotations.Nullable;

/**
 * How far one reader of the log has come.
 *
 * @param name     the processor
 * @param segment  its share of the work
 * @param owner    the process that has it now; null when none does
 * @param position the last dense index it has handled
 * @param lag      events it has yet to handle
 */
public record ProcessorRow(
        String name, int segment, @Nullable String owner, long position, long lag) {}
