package network.cocoon.domain.reconciliation;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowRules;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;

/**
 * One escrow: the log, the vouchers and the contract. Every transaction that only one side has is named, and the balance must
 * be, to the nanoton, what the log holds and those transactions come to.
 */
public final class EscrowReconciliation {

    private final LoggedEscrow log;
    private final ChainEscrow chain;
    private final EscrowRules rules;
    private final Judgement judgement;

    private final Map<Long, LoggedTransaction> logged = new HashMap<>();
    private final Set<Long> shown = new HashSet<>();

    /** What the balance must be, from the log and the transactions that differ. */
    private long expected;

    private boolean expectable = true;
    private boolean logAhead;
    private boolean finishMissing;
    private Nanoton claimed;

    private EscrowReconciliation(LoggedEscrow log, ChainEscrow chain, EscrowRules rules, Duration patience) {
        this.log = log;
        this.chain = chain;
        this.rules = rules;
        this.judgement = new Judgement(log.address(), log.account(), chain.seen(), patience);
        this.expected = log.held().value();
        this.claimed = log.claimed();
        log.transactions().forEach(t -> logged.put(t.lt(), t));
        chain.moves().forEach(move -> shown.add(move.lt()));
    }

    /** @param patience how long the chain may have what the log does not, before that alarms */
    public static List<Difference> of(LoggedEscrow log, ChainEscrow chain, EscrowRules rules, Duration patience) {
        var one = new EscrowReconciliation(log, chain, rules, patience);
        chain.moves().forEach(one::onChain);
        log.transactions().forEach(one::inLog);
        if (chain.lastLt() > chain.historyEnd()) {
            one.judgement.state(DifferenceName.STATE_AHEAD_OF_HISTORY, log.held(), chain.balance());
        } else if (chain.lastLt() == chain.historyEnd()) {
            one.contract();
            one.balance();
        }
        log.vouchers().forEach(one::voucher);
        return one.judgement.found();
    }

    private void onChain(ChainMove move) {
        EscrowTransaction t = move.transaction();
        if (t.lt() <= log.floor()) {
            return;
        }
        LoggedTransaction known = logged.get(t.lt());
        if (known == null) {
            missing(move);
        } else if (!known.hash().equals(t.hash())) {
            expectable = false;
            judgement.at(DifferenceName.TRANSACTION_REPLACED, t.lt(), came(known), t.came(), t.when());
        } else if (known.figures() != null && !known.figures().equals(t)) {
            judgement.at(DifferenceName.FIGURES_DIFFER, t.lt(), came(known), t.came(), t.when());
            expected = Math.addExact(expected, Math.subtractExact(move.net(), ChainMove.net(known.figures())));
        }
    }

    private void missing(ChainMove move) {
        EscrowTransaction t = move.transaction();
        expected = Math.addExact(expected, move.net());
        if (log.closed() && t.lt() > log.newest()) {
            return; // A closed escrow passes on what comes; that is nobody's credit and never in the log.
        }
        boolean young = judgement.isYoung(t.when());
        switch (move.kind()) {
            case DEPOSIT -> {
                DifferenceName name = young ? DifferenceName.DEPOSIT_ON_ITS_WAY : DifferenceName.DEPOSIT_NEVER_CREDITED;
                judgement.at(name, t.lt(), Nanoton.ZERO, t.came(), t.when());
            }
            case REDEMPTION -> {
                DifferenceName name =
                        young ? DifferenceName.REDEMPTION_ON_ITS_WAY : DifferenceName.REDEMPTION_NEVER_REPORTED;
                judgement.at(name, t.lt(), log.claimed(), move.claimed(), t.when());
                claimed = move.claimed().compareTo(claimed) > 0 ? move.claimed() : claimed;
            }
            case ASKED, FINISHED -> {
                DifferenceName name = young ? DifferenceName.CHANGE_ON_ITS_WAY : DifferenceName.CHANGE_NEVER_REPORTED;
                judgement.at(name, t.lt(), Nanoton.ZERO, t.left(), t.when());
                finishMissing |= move.kind() == ChainMove.Kind.FINISHED;
            }
        }
    }

    private void inLog(LoggedTransaction t) {
        if (t.lt() <= chain.after() || shown.contains(t.lt())) {
            return;
        }
        EscrowTransaction figures = t.figures();
        boolean behindTheEnd = t.lt() > chain.historyEnd();
        if (figures == null) {
            // When it was is not at hand: behind the end of the history it may be that this state is old.
            expectable = false;
            logAhead |= behindTheEnd;
            DifferenceName name =
                    behindTheEnd ? DifferenceName.LOG_AHEAD_OF_STATE : DifferenceName.TRANSACTION_NOT_ON_CHAIN;
            judgement.at(name, t.lt(), Nanoton.ZERO, Nanoton.ZERO, judgement.now());
            return;
        }
        expected = Math.subtractExact(expected, ChainMove.net(figures));
        DifferenceName name = figures.came().isZero()
                ? DifferenceName.TRANSACTION_NOT_ON_CHAIN
                : DifferenceName.CREDIT_WITHOUT_DEPOSIT;
        if (behindTheEnd && figures.when().isAfter(chain.seen())) {
            logAhead = true;
            name = DifferenceName.LOG_AHEAD_OF_STATE;
        }
        judgement.at(name, t.lt(), figures.came(), Nanoton.ZERO, figures.when());
    }

    private void contract() {
        switch (chain.contract()) {
            case Contract.None _, Contract.Frozen _ -> {
                if (!log.claimed().isZero() || log.closed()) {
                    judgement.state(DifferenceName.CONTRACT_MISSING, log.claimed(), Nanoton.ZERO);
                }
            }
            case Contract.Foreign _ -> judgement.state(DifferenceName.CONTRACT_FOREIGN, log.held(), chain.balance());
            case Contract.Live live -> live(live);
            case Contract.Ended ended -> {
                terms(ended.terms());
                if (!log.closed() && !finishMissing) {
                    judgement.state(DifferenceName.CLOSED_ON_CHAIN_ONLY, log.held(), chain.balance());
                }
            }
        }
    }

    private void live(Contract.Live live) {
        terms(live.terms());
        if (logAhead) {
            return; // What the log had when that state was is not known.
        }
        if (log.closed()) {
            judgement.state(DifferenceName.OPEN_ON_CHAIN_ONLY, log.held(), chain.balance());
        }
        if (!live.terms().voucherKey().equals(log.voucherKey()) && !finishMissing) {
            judgement.state(DifferenceName.VOUCHER_KEY_DIFFERS, Nanoton.ZERO, Nanoton.ZERO);
        }
        int more = live.claimed().compareTo(claimed);
        if (more != 0) {
            DifferenceName name =
                    more > 0 ? DifferenceName.CLAIMED_MORE_ON_CHAIN : DifferenceName.CLAIMED_LESS_ON_CHAIN;
            judgement.state(name, claimed, live.claimed());
        }
        promises(live.claimed());
    }

    private void terms(EscrowOpening found) {
        var opening = log.opening();
        boolean same = opening.chain() == found.chain()
                && opening.nonce() == found.nonce()
                && opening.payer().equals(found.payer())
                && opening.payee().equals(found.payee())
                && opening.expiry().equals(found.expiry())
                && opening.delaySeconds() == found.delaySeconds();
        if (!same) {
            judgement.state(DifferenceName.TERMS_DIFFER, log.held(), chain.balance());
        }
    }

    /** What vouchers that still run promise must lie there, and what the contract keeps for its rent. */
    private void promises(Nanoton paid) {
        boolean run = log.vouchers().stream().anyMatch(v -> v.validUntil().isAfter(chain.seen()));
        if (!run || log.promised().compareTo(paid) <= 0) {
            return;
        }
        Nanoton owed = log.promised().minus(paid);
        if (chain.balance().compareTo(owed.plus(Bounds.KEPT_FOR_RENT)) < 0) {
            judgement.state(DifferenceName.BALANCE_BELOW_PROMISES, owed, chain.balance());
        } else if (chain.balance().compareTo(owed.plus(Bounds.MARGIN)) < 0) {
            judgement.state(DifferenceName.FEES_FROM_MARGIN, owed.plus(Bounds.MARGIN), chain.balance());
        }
    }

    private void balance() {
        if (expectable && expected != chain.balance().value()) {
            // Below zero nothing can be shown; it is wrong all the same.
            judgement.state(DifferenceName.BALANCE_DIFFERS, Nanoton.of(Math.max(0, expected)), chain.balance());
        }
    }

    private void voucher(SignedVoucher voucher) {
        if (!rules.isSigned(log.opening(), log.voucherKey(), voucher)) {
            judgement.state(DifferenceName.VOUCHER_NOT_SIGNED, voucher.cumulative(), Nanoton.ZERO);
        }
    }

    private static Nanoton came(LoggedTransaction t) {
        return t.figures() == null ? Nanoton.ZERO : t.figures().came();
    }
}
