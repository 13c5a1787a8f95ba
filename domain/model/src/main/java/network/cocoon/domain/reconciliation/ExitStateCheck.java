package network.cocoon.domain.reconciliation;

import java.time.Instant;
import java.util.Set;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.DifferenceName;

/** The exit's data against the log and its own history: terms, root, whether it is open, and what its reserve has to cover. */
final class ExitStateCheck {

    private final LoggedExit log;
    private final ChainExit chain;
    private final Judgement judgement;

    ExitStateCheck(LoggedExit log, ChainExit chain, Judgement judgement) {
        this.log = log;
        this.chain = chain;
        this.judgement = judgement;
    }

    /** What the history comes to: number, root and time of the newest root, and the leaves that were paid. */
    void judge(long number, Digest root, Instant since, Set<Integer> paid) {
        switch (chain.contract()) {
            case ExitContractState.None _, ExitContractState.Frozen _ -> {
                boolean expected = number != 0
                        || log.set().values().stream().anyMatch(t -> !t.when().isAfter(chain.seen()));
                if (expected) {
                    state(DifferenceName.EXIT_CONTRACT_MISSING);
                }
            }
            case ExitContractState.Foreign _ -> state(DifferenceName.EXIT_CONTRACT_FOREIGN);
            case ExitContractState.Live live -> {
                if (!live.terms().equals(log.terms())) {
                    state(DifferenceName.EXIT_TERMS_DIFFER);
                }
                boolean isOf = live.number() == number
                        && live.root().equals(root)
                        && live.since().equals(since);
                if (chain.lastLt() == chain.historyEnd() && !isOf) {
                    state(DifferenceName.EXIT_STATE_DIFFERS);
                }
                open(live);
                reserve(live, paid);
            }
        }
    }

    private void state(DifferenceName name) {
        judgement.state(name, Nanoton.ZERO, chain.balance());
    }

    private void open(ExitContractState.Live live) {
        Instant through = log.through();
        boolean open = live.isOpen(chain.seen());
        if (through != null && !open && !chain.seen().isBefore(through)) {
            state(DifferenceName.EXIT_OPEN_IN_LOG_ONLY);
        } else if (through == null && open) {
            boolean young = judgement.isYoung(live.opensAt());
            judgement.at(
                    young ? DifferenceName.EXIT_OPENING_ON_ITS_WAY : DifferenceName.EXIT_OPEN_ON_CHAIN_ONLY,
                    0,
                    Nanoton.ZERO,
                    chain.balance(),
                    live.opensAt());
        }
        boolean asked = !live.asked().equals(Instant.EPOCH)
                && chain.seen().isBefore(live.asked().plusSeconds(live.terms().delaySeconds()));
        if (asked && !open) {
            judgement.at(DifferenceName.RESERVE_ASKED_FOR, 0, Nanoton.ZERO, chain.balance(), live.asked());
        }
    }

    /** By the root that the log knows, where that one stands. */
    private void reserve(ExitContractState.Live live, Set<Integer> paid) {
        if (live.number() != log.standing()) {
            return;
        }
        Nanoton owed = Nanoton.ZERO;
        for (int i = 0; i < log.owed().size(); i++) {
            owed = paid.contains(i) ? owed : owed.plus(log.owed().get(i).amount());
        }
        Nanoton have = Nanoton.of(Math.max(0, chain.balance().value() - Bounds.EXIT_KEEPS.value()));
        if (have.compareTo(owed) < 0) {
            boolean open = live.isOpen(chain.seen());
            judgement.state(open ? DifferenceName.RESERVE_BELOW_CLAIMS : DifferenceName.RESERVE_BELOW_ROOT, owed, have);
        }
    }
}
