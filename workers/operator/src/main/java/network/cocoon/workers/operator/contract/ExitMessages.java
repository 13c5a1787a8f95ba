package network.cocoon.workers.operator.contract;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.exit.ExitStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import org.jspecify.annotations.Nullable;

/** What the operator sends to the exit ({@code exit-messages.tolk}); claims are in {@code network.cocoon.wire.exit}. */
public final class ExitMessages {

    private static final long SET_ROOT = 0x43580101L;
    private static final long ASK = 0x43580202L;
    private static final int SIGNATURE_BITS = 512;
    private static final long TAKE = 0x43580203L;

    private ExitMessages() {}

    public static InitialState initial(ExitStorage opening) {
        return new InitialState(ContractCode.EXIT.code(), opening.toCell());
    }

    /**
     * What is owed from now on: the whole external message.
     *
     * @param validUntil whole seconds, exclusive
     * @param deploy     with the first root, where coins wait for the contract; null otherwise
     */
    public static Cell setRoot(
            TonAddress exit,
            SigningKey key,
            long number,
            Instant validUntil,
            Digest root,
            @Nullable InitialState deploy) {
        Cell order = CellBuilder.begin()
                .uint(SET_ROOT, 32)
                .uint(number, 32)
                .uint(validUntil.getEpochSecond(), 32)
                .digest(root)
                .end();
        Cell statement = CellBuilder.begin().address(exit).ref(order).end();
        Bytes signature = key.sign(statement.hash().raw());
        return Messages.external(
                exit,
                deploy,
                CellBuilder.begin().bytes(signature.toArray()).ref(order).end());
    }

    /**
     * What an external message orders.
     *
     * @param validUntil exclusive
     */
    public record SetRoot(long number, Instant validUntil, Digest root) {}

    /** The order in an external message's body; empty where it has none. */
    public static Optional<SetRoot> readRoot(Cell body) {
        try {
            CellReader in = body.read();
            in.skip(SIGNATURE_BITS);
            CellReader order = in.ref().read();
            return order.uint(32) == SET_ROOT
                    ? Optional.of(new SetRoot(order.uint(32), Instant.ofEpochSecond(order.uint(32)), order.digest()))
                    : Optional.empty();
        } catch (TonFormatException e) {
            return Optional.empty();
        }
    }

    /** What an internal message's body says, apart from a claim. */
    public enum OwnersOrder {
        ASK,
        TAKE
    }

    /** The order of an owner; empty for any other body. */
    public static Optional<OwnersOrder> readOwner(Cell body) {
        CellReader in = body.read();
        if (in.bitsLeft() < 32) {
            return Optional.empty();
        }
        long opcode = in.uint(32);
        if (opcode == ASK) {
            return Optional.of(OwnersOrder.ASK);
        }
        return opcode == TAKE ? Optional.of(OwnersOrder.TAKE) : Optional.empty();
    }

    /** Body of an internal message from the owner: the reserve may be taken after twice the delay. */
    public static Cell ask() {
        return CellBuilder.begin().uint(ASK, 32).end();
    }

    /** Body of an internal message from the owner: takes the reserve. */
    public static Cell take() {
        return CellBuilder.begin().uint(TAKE, 32).end();
    }
}
