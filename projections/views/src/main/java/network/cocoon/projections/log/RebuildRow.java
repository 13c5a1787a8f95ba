package network.cocoon.projections.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One rebuild of the views from the log.
 *
 * @param position   events read again so far by the slowest segment
 * @param target     the end of the log when it began
 * @param finishedAt null while it runs
 * @param askedBy    who asked for it
 */
public record RebuildRow(
        long position,
        long target,
        Instant startedAt,
        @Nullable Instant finishedAt,
        String askedBy) {}
