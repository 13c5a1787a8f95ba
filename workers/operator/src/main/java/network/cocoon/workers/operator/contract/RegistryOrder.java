package network.cocoon.workers.operator.contract;

import java.time.Instant;
import java.util.Optional;
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

    long CHECKPOINT = RegistryStorage.CHECKPOINT;
    long PUBLISH = 0x43520102L;
    long CHANGE_KEY = 0x43520201L;

    /** The registry's next number. */
    long sequence();

    /** Whole seconds, exclusive. */
    Instant validUntil();

    Cell toCell();

    /** A longer log. */
    record Checkpoint(long sequence, Instant validUntil, long size, Digest root) implements RegistryOrder {
        @Override
        public Cell toCell() {
            return head(this, CHECKPOINT).uint(size, 64).digest(root).end();
        }
    }

    /** A new entry of the journal. */
    record Publish(long sequence, Instant validUntil, RegistryChange change) implements RegistryOrder {
        @Override
        public Cell toCell() {
            return change.write(head(this, PUBLISH)).end();
        }
    }

    /** The whole external message. */
    default Cell message(TonAddress registry, SigningKey key) {
        Cell order = toCell();
        Cell statement = CellBuilder.begin().address(registry).ref(order).end();
        Bytes signature = key.sign(statement.hash().raw());
        Cell body = CellBuilder.begin().bytes(signature.toArray()).ref(order).end();
        return Messages.external(registry, null, body);
    }

    /** The order in the body of a message from outside; empty where there is none that the contract would take. */
    static Optional<RegistryOrder> read(Cell body) {
        if (body.refs().size() != 1) {
            return Optional.empty();
        }
        try {
            CellReader in = body.refs().getFirst().read();
            long opcode = in.uint(32);
            long sequence = in.uint(32);
            Instant validUntil = Instant.ofEpochSecond(in.uint(32));
            if (opcode == CHECKPOINT) {
                return Optional.of(new Checkpoint(sequence, validUntil, in.uint64(), in.digest()));
            }
            return opcode == PUBLISH
                    ? Optional.of(new Publish(sequence, validUntil, RegistryChange.read(in)))
                    : Optional.empty();
        } catch (TonFormatException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Body of an internal message from the owner's wallet. */
    static Cell changeKey(Bytes key) {
        return CellBuilder.begin().uint(CHANGE_KEY, 32).bytes(key.toArray()).end();
    }

    private static CellBuilder head(RegistryOrder order, long opcode) {
        return CellBuilder.begin()
                .uint(opcode, 32)
                .uint(order.sequence(), 32)
                .uint(order.validUntil().getEpochSecond(), 32);
    }
}
