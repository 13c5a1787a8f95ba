package network.cocoon.projections.letters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first event of a stream that the views could not take in. It and all later ones of its stream wait.
 *
 * @param denseIndex its place in the log
 * @param aggregate  whose event it is
 * @param sequence   its place in that stream
 * @param name       stable event name
 * @param cause      kind and beginning of what went wrong; null when it has not been tried since the one before it was
 *                   dealt with
 * @param attempts   how often it was tried
 * @param waiting    how many later events of the stream wait for it
 * @param nextTryAt  when it is tried again by itself
 */
public record DeadLetter(
        long denseIndex,
        String aggregate,
        String stream,
        long sequence,
        String name,
        @Nullable String cause,
        int attempts,
        long waiting,
        Instant parkedAt,
        @Nullable Instant triedAt,
        Instant nextTryAt) {}
