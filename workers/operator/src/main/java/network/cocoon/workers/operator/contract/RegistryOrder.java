package network.cocoon.workers.operator.contract;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.registry.RegistryStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;

/** What the registry does when its key says so ({@code registry-messages.tolk}). */
public sealed interface RegistryOrder {

    long CHANGE_KEY = 0x43520201L;

    /** Opcode, number, end, and whether it publishes. */
    int HEAD_BITS = 3 * 32 + 1;

    /** The registry's next number. */
    long sequence();

    /** Whole seconds, exclusive. */
    Instant validUntil();

    /** How it lies in a message behind the signature: number and end in its own bits, its content in a cell. */
    Cell toCell();

    /** A longer log. */
    record Checkpoint(long sequence, Instant validUntil, long size, Digest root) implements RegistryOrder {
        @Override
        public Cell toCell() {
            return with(
                    this, false, CellBuilder.begin().uint(size, 64).digest(root).end());
        }
    }

    /** A new entry of the journal. */
    record Publish(long sequence, Instant validUntil, RegistryChange change) implements RegistryOrder {
        @Override
        public Cell toCell() {
            return with(this, true, change.toCell());
        }
    }

    /** The whole external message. */
    default Cell message(TonAddress registry, SigningKey key) {
        Cell order = toCell();
        Cell statement = CellBuilder.begin().address(registry).cell(order).end();
        Bytes signature = key.sign(statement.hash().raw());
        Cell body = CellBuilder.begin().bytes(signature.toArray()).cell(order).end();
        return Messages.external(registry, null, body);
    }

    /** The order in the body of a message from outside; empty where there is none that the contract would take. */
    static Optional<RegistryOrder> read(Cell body) {
        if (body.bits() != 8 * Signatures.SIGNATURE_BYTES + HEAD_BITS
                || body.refs().size() != 1) {
            return Optional.empty();
        }
        try {
            CellReader in = body.read();
            in.skip(8 * Signatures.SIGNATURE_BYTES);
            long opcode = in.uint(32);
            long sequence = in.uint(32);
            Instant validUntil = Instant.ofEpochSecond(in.uint(32));
            boolean publishes = in.bit();
            Cell content = in.ref();
            if (opcode != RegistryStorage.ORDER) {
                return Optional.empty();
            }
            if (publishes) {
                return Optional.of(new Publish(sequence, validUntil, RegistryChange.of(content)));
            }
            // Whatever follows the root in the cell, the contract does not look at it either.
            CellReader checkpoint = content.read();
            return Optional.of(new Checkpoint(sequence, validUntil, checkpoint.uint64(), checkpoint.digest()));
        } catch (TonFormatException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Body of an internal message from the owner's wallet. */
    static Cell changeKey(Bytes key) {
        return CellBuilder.begin().uint(CHANGE_KEY, 32).bytes(key.toArray()).end();
    }

    private static Cell with(RegistryOrder order, boolean publishes, Cell content) {
        return CellBuilder.begin()
                .uint(RegistryStorage.ORDER, 32)
                .uint(order.sequence(), 32)
                .uint(order.validUntil().getEpochSecond(), 32)
                .bit(publishes)
                .ref(content)
                .end();
    }
}
