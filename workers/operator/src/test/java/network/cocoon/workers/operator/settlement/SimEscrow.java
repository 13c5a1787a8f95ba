package network.cocoon.workers.operator.settlement;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.cocoon.wire.escrow.EscrowKeys;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.escrow.Voucher;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.EscrowMessages;
import network.cocoon.workers.operator.contract.EscrowState;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.settlement.SimChain.Contract;
import network.cocoon.workers.operator.settlement.SimChain.Result;
import network.cocoon.workers.operator.settlement.SimChain.Sent;

/** {@code escrow.tolk} by hand: claims from outside, closing; the voucher key stays. */
final class SimEscrow implements Contract {

    private static final long CLAIM_COST = 2_450_000;
    private static final long FEE = 600_000;

    private final EscrowState opening;
    private final TonAddress address;
    private final EscrowKeys keys;
    /** Vouchers whose signatures were found good: the same comes again and again. */
    private final Set<Voucher> verified;

    private long claimed;
    private long deadline;
    private boolean closed;
    private boolean deployed;

    SimEscrow(EscrowState opening) {
        this.opening = opening;
        this.address = opening.initial().address();
        this.keys = opening.keys(address);
        this.verified = new HashSet<>();
    }

    private SimEscrow(SimEscrow from) {
        this.opening = from.opening;
        this.address = from.address;
        this.keys = from.keys;
        this.verified = from.verified;
        this.claimed = from.claimed;
        this.deadline = from.deadline;
        this.closed = from.closed;
        this.deployed = from.deployed;
    }

    @Override
    public Contract copy() {
        return new SimEscrow(this);
    }

    long claimed() {
        return claimed;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public boolean accepts(Cell message, Cell body, long balance, Instant now) {
        return deployed && payable(Voucher.of(body), balance, now) > 2 * CLAIM_COST;
    }

    private long payable(Voucher voucher, long balance, Instant now) {
        Promise worth = EscrowKeys.worth(voucher, opening.terms());
        if (closed || !verified(voucher) || !now.isBefore(worth.validUntil())) {
            return 0;
        }
        return Math.min(worth.cumulative().value() - claimed, balance - EscrowState.RENT.value());
    }

    private boolean verified(Voucher voucher) {
        if (!verified.contains(voucher) && keys.verify(voucher)) {
            verified.add(voucher);
        }
        return verified.contains(voucher);
    }

    @Override
    public Result run(ChainMessage in, long balance, Instant now) {
        if (in instanceof ChainMessage.External external) {
            long pay = payable(Voucher.of(external.body()), balance, now);
            claimed += pay;
            Cell body =
                    CellBuilder.begin().uint(0x434F0201L, 32).uint(claimed, 64).end();
            return new Result(
                    false, false, CLAIM_COST, List.of(new Sent(opening.payee(), pay - CLAIM_COST, false, body)), 0);
        }
        ChainMessage.Internal internal = in.internal().orElseThrow();
        return internal(internal, balance, now);
    }

    private Result internal(ChainMessage.Internal in, long balance, Instant now) {
        boolean first = !deployed && in.from().equals(opening.payer());
        deployed |= first;
        long value = in.value().value();
        Optional<EscrowMessages.Order> order = EscrowMessages.order(in.body());
        boolean plain = in.body().bits() == 0;
        if (!deployed || (plain && !closed)) {
            return new Result(!deployed, first, deployed ? Math.min(FEE, balance) : 0, List.of(), 0);
        }
        boolean ask = order.isPresent()
                && order.get() instanceof EscrowMessages.Order.Ask
                && in.from().equals(opening.payer());
        if (ask && !closed) {
            deadline = now.plus(opening.terms().delay()).getEpochSecond();
            return new Result(false, first, FEE, List.of(), 0);
        }
        boolean finish = order.isPresent()
                && order.get() instanceof EscrowMessages.Order.Finish
                && deadline != 0
                && now.getEpochSecond() >= deadline;
        if (finish) {
            closed = true;
            long rest = Math.max(0, balance - EscrowState.RENT.value() - FEE);
            return new Result(false, first, FEE, List.of(new Sent(opening.payer(), rest, false, Cell.EMPTY)), 0);
        }
        long back = Math.max(0, value - FEE);
        return new Result(true, first, Math.min(FEE, value), List.of(new Sent(in.from(), back, true, Cell.EMPTY)), 0);
    }

    @Override
    public Optional<Cell> data() {
        if (!deployed) {
            return Optional.empty();
        }
        CellBuilder out = CellBuilder.begin().uint(closed ? -1L : claimed, 64);
        opening.terms().write(out);
        return Optional.of(out.bytes(opening.voucherKey().toArray())
                .address(opening.payee())
                .address(opening.payer())
                .uint(deadline, 32)
                .bit(false)
                .end());
    }
}
