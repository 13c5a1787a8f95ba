package network.cocoon.workers.operator.settlement;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import network.cocoon.workers.operator.contract.EscrowState;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.EscrowSeen;
import network.cocoon.workers.operator.port.WatchedEscrow;

/** What must hold in a simulation: always, and once everything has calmed down. */
record SimChecks(SimChain chain, SimBooks books, List<WatchedEscrow> escrows) {

    private static final long TON = 1_000_000_000;

    void paidAtMost() {
        books.owedByPayee().forEach((payee, owed) -> require(chain.balance(payee) <= owed, "a provider got too much"));
    }

    void end() {
        require(chain.quiet(), "messages are still on the way");
        require(books.settled(), "a batch is not paid");
        books.confirmedByPayee().forEach((payee, owed) -> require(chain.balance(payee) == owed, "a provider is owed"));
        for (WatchedEscrow escrow : escrows) {
            checkEscrow(escrow);
        }
        for (Alarm alarm : List.of(Alarm.PAYOUT_DIFFERS, Alarm.ESCROW_DIFFERS, Alarm.ANSWERS_UNUSABLE)) {
            require(!books.alarms().contains(alarm), "an alarm without a reason: " + alarm);
        }
        require(!books.alarms().contains(Alarm.HISTORY_CHANGED), "what counted was taken back");
    }

    private void checkEscrow(WatchedEscrow escrow) {
        Map<Long, EscrowSeen> facts = books.facts(escrow.address());
        Set<Long> there = new TreeSet<>();
        for (ChainTransaction transaction : chain.history(escrow.address())) {
            there.add(transaction.id().lt());
            EscrowSeen fact = facts.get(transaction.id().lt());
            require(fact != null && fact.tx().id().equals(transaction.id()), "a transaction was never reported");
        }
        require(facts.keySet().equals(there), "something was reported that never happened");
        long sum = facts.values().stream()
                .mapToLong(
                        f -> f.came().value() - f.left().value() - f.tx().fee().value())
                .sum();
        require(sum == chain.balance(escrow.address()), "the books and the chain differ by an escrow's balance");
        SimEscrow state = (SimEscrow) Objects.requireNonNull(chain.contract(escrow.address()));
        long promised = books.voucher(escrow.address())
                .map(v -> v.promise().cumulative().value())
                .orElse(0L);
        require(state.claimed() <= promised, "more was claimed than was signed");
        boolean opened = state.data().isPresent();
        boolean dueStill =
                promised - state.claimed() >= RedeemPolicy.USUAL.threshold().value()
                        && chain.balance(escrow.address()) - EscrowState.RENT.value() > TON / 50;
        require(!opened || state.closed() || !dueStill, "a voucher that is due was not redeemed");
        require(!state.closed() || closedFairly(facts, promised, state), "a close took what vouchers were worth");
    }

    /** Either everything signed was redeemed, or there was no more to redeem when it closed but what no claim is worth. */
    private static boolean closedFairly(Map<Long, EscrowSeen> facts, long promised, SimEscrow state) {
        long returned = facts.values().stream()
                .filter(EscrowSeen.Closed.class::isInstance)
                .mapToLong(f -> f.left().value() - f.came().value())
                .max()
                .orElse(0);
        long worth = RedeemPolicy.USUAL.least().value();
        return promised - state.claimed() < worth || returned < worth;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
