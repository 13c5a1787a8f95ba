package network.cocoon.workers.operator.port;

import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.registry.RegistryStorage;

/**
 * How far a registry's history was reported, and what the contract had become there. It follows from the history alone, so
 * one that is lost is read again from the start.
 *
 * @param at       the last transaction that was reported
 * @param next     the number of the next order
 * @param journal  hash of the newest entry of the journal
 * @param size     leaves under the newest checkpoint
 * @param root     its Merkle root
 * @param anchored when that came; {@link Instant#EPOCH} before the first
 */
public record RegistryPlace(Cursor at, long next, Digest journal, long size, Digest root, Instant anchored) {

    /** Before the registry's first transaction. */
    public static final RegistryPlace START =
            new RegistryPlace(Cursor.START, 0, RegistryStorage.NOTHING, 0, RegistryStorage.NOTHING, Instant.EPOCH);

    /** After a transaction that was no order. */
    public RegistryPlace passed(Cursor transaction) {
        return new RegistryPlace(transaction, next, journal, size, root, anchored);
    }

    public RegistryPlace published(Cursor transaction, Digest linked) {
        return new RegistryPlace(transaction, next + 1, linked, size, root, anchored);
    }

    public RegistryPlace checkpointed(Cursor transaction, LogCheckpoint checkpoint, Instant when) {
        return new RegistryPlace(transaction, next + 1, journal, checkpoint.size(), checkpoint.root(), when);
    }
}
