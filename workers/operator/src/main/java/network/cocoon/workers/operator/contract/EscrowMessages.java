package network.cocoon.workers.operator.contract;

import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.EscrowContract;
import network.cocoon.wire.escrow.Voucher;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;

/** Bodies of messages to and from an escrow ({@code escrow-messages.tolk}). */
public final class EscrowMessages {

    private static final long CLAIM = 0x434F0101L;
    private static final long ASK = EscrowContract.ASK;
    private static final long FINISH = EscrowContract.FINISH;
    private static final long PAYOUT = 0x434F0201L;
    private static final int PAYOUT_BITS = 32 + 64;

    private EscrowMessages() {}

    /** Credits the message's value; refused, and so returned, by a closed escrow. */
    public static Cell topUp() {
        return Cell.EMPTY;
    }

    /** A whole message: the escrow pays its way and keeps the cost from the payout. */
    public static Cell externalClaim(TonAddress escrow, Voucher voucher) {
        return Messages.external(escrow, null, voucher.toCell());
    }

    /** From any wallet, which pays. */
    public static Cell claim(Voucher voucher) {
        return CellBuilder.begin().uint(CLAIM, 32).cell(voucher.toCell()).end();
    }

    /** From the payer. */
    public static Cell askToClose() {
        return EscrowContract.askToClose();
    }

    /** From the payer. */
    public static Cell askToChangeKey(Bytes voucherKey) {
        Cell key = CellBuilder.begin().bytes(voucherKey.toArray()).end();
        return CellBuilder.begin().uint(ASK, 32).maybeRef(key).end();
    }

    /** From anyone after the deadline, from the payee before. */
    public static Cell finish() {
        return EscrowContract.finish();
    }

    /** An order that a message to an escrow carries. Whether it was followed says the transaction. */
    public sealed interface Order {

        /** To close, or to change the key. */
        record Ask(EscrowState.Change change) implements Order {}

        /** To carry it out. */
        record Finish() implements Order {}
    }

    /** Reads an order other than a claim as the contract does, which looks at nothing behind it; empty for other bodies. */
    public static Optional<Order> order(Cell body) {
        CellReader in = body.read();
        if (body.bits() < 32) {
            return Optional.empty();
        }
        long opcode = in.uint(32);
        if (opcode == FINISH) {
            return Optional.of(new Order.Finish());
        }
        if (opcode != ASK || in.bitsLeft() == 0) {
            return Optional.empty();
        }
        boolean key = in.bit();
        return key && in.refsLeft() == 0
                ? Optional.empty()
                : Optional.of(new Order.Ask(EscrowState.change(key ? in.ref() : null)));
    }

    /** What the payee has got in all, by a payout's body; empty if it is none. */
    public static Optional<Nanoton> payout(Cell body) {
        CellReader in = body.read();
        return body.bits() == PAYOUT_BITS && in.uint(32) == PAYOUT
                ? Optional.of(Nanoton.of(in.big(64)))
                : Optional.empty();
    }
}
