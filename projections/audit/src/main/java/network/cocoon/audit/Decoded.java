package network.cocoon.audit;

import network.cocoon.domain.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was read.
 *
 * @param entry  where it lies, without its payload
 * @param leaf   its leaf in the log's tree
 * @param event  null where the payload is none
 * @param signed the header, receipt or head inside, decoded from the bytes that were signed; null where there is none or
 *               the bytes are not canonical
 * @param fault  what is wrong with the payload; null where nothing is
 */
record Decoded(
        LogEntry entry,
        Digest leaf,
        @Nullable Object event,
        @Nullable Object signed,
        @Nullable String fault) {}
