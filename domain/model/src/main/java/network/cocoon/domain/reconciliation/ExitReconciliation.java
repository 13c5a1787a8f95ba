package network.cocoon.domain.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.domain.settlement.ExitLeaf;
import network.cocoon.domain.settlement.WalletTransaction;
import org.jspecify.annotations.Nullable;

/** The exit: it holds the roots that the log ordered, paid each leaf once, and its reserve is what came less what left. */
public final class ExitReconciliation {

    /**
     * What was found, and what the history comes to.
     *
     * @param tally where nothing alarms and nothing is on its way, the next look may begin there
     */
    public record Result(List<Difference> differences, ExitTally tally) {

        public Result {
            differences = List.copyOf(differences);
        }

        /** Whether log and chain agree about every transaction up to the tally. */
        public boolean agrees() {
            return differences.stream().noneMatch(d -> d.name().alarms() || d.lt() != 0);
        }
    }

    private final LoggedExit log;
    private final ChainExit chain;
    private final Judgement judgement;
    private final Set<Integer> paid;
    private final Set<Long> rootsSeen = new HashSet<>();
    private final Set<Integer> claimsSeen = new HashSet<>();
    private final List<ExitMove> arrivals = new ArrayList<>();
    private long balance;
    private long number;
    private Digest root;
    private Instant since;

    private ExitReconciliation(LoggedExit log, ChainExit chain, Duration patience) {
        this.log = log;
        this.chain = chain;
        this.judgement = new Judgement(chain.address(), null, chain.seen(), patience);
        ExitTally before = chain.before();
        this.paid = new HashSet<>(before.paid());
        this.balance = before.balance();
        this.number = before.number();
        this.root = before.root();
        this.since = before.since();
    }

    /** @param wallet the network's, raw; null where it is not known, and then any top-up may be one of its transfers */
    public static Result of(LoggedExit log, ChainExit chain, @Nullable String wallet, Duration patience) {
        var one = new ExitReconciliation(log, chain, patience);
        chain.moves().forEach(one::moved);
        one.unseen();
        var reserves = new ExitReserves(log, chain.before(), wallet, one.judgement);
        reserves.match(one.arrivals);
        one.state();
        var tally = new ExitTally(
                chain.historyEnd(),
                one.balance,
                one.number,
                one.root,
                one.since,
                one.paid,
                reserves.arrived(),
                reserves.others());
        return new Result(one.judgement.found(), tally);
    }

    private void moved(ExitMove move) {
        balance = Math.addExact(balance, move.net());
        switch (move.kind()) {
            case ROOT -> rootSet(move);
            case CLAIM -> claimed(move);
            case TAKEN ->
                judgement.at(DifferenceName.RESERVE_TAKEN, move.lt(), Nanoton.ZERO, move.total(), move.when());
            case CAME -> arrivals.add(move);
            case ASKED, REFUSED -> {}
        }
    }

    private void rootSet(ExitMove move) {
        number = move.number();
        root = move.root() == null ? root : move.root();
        since = move.when();
        rootsSeen.add(number);
        WalletTransaction said = log.set().get(number);
        boolean young = judgement.isYoung(move.when());
        if (number > log.newest() && young) {
            change(DifferenceName.EXIT_CHANGE_ON_ITS_WAY, move);
        } else if (!root.equals(log.ordered().get(number))) {
            change(DifferenceName.EXIT_ROOT_UNKNOWN, move);
        } else if (said == null) {
            change(young ? DifferenceName.EXIT_CHANGE_ON_ITS_WAY : DifferenceName.EXIT_ROOT_NEVER_REPORTED, move);
        } else if (!isAt(said, move)) {
            change(DifferenceName.TRANSACTION_REPLACED, move);
        }
    }

    private void change(DifferenceName name, ExitMove move) {
        judgement.at(name, move.lt(), Nanoton.ZERO, Nanoton.ZERO, move.when());
    }

    private static boolean isAt(WalletTransaction said, ExitMove move) {
        return said.lt() == move.lt() && said.hash().equals(move.hash());
    }

    private void claimed(ExitMove move) {
        ExitLeaf leaf = move.leaf();
        if (leaf == null) {
            throw new IllegalStateException("a claim has a leaf");
        }
        if (!paid.add(leaf.index())) {
            claim(DifferenceName.EXIT_CLAIMED_TWICE, move, leaf.owed());
            return;
        }
        claimsSeen.add(leaf.index());
        if (!pays(move, leaf)) {
            claim(DifferenceName.EXIT_PAYMENT_DIFFERS, move, leaf.owed());
        }
        LoggedExit.Claim said = log.claims().get(leaf.index());
        if (said == null) {
            boolean young = judgement.isYoung(move.when());
            claim(
                    young ? DifferenceName.EXIT_CLAIM_ON_ITS_WAY : DifferenceName.EXIT_CLAIM_NEVER_REPORTED,
                    move,
                    Nanoton.ZERO);
        } else if (!isAt(said.transaction(), move)) {
            claim(DifferenceName.TRANSACTION_REPLACED, move, said.amount());
        } else if (!said.amount().equals(leaf.owed())) {
            claim(DifferenceName.FIGURES_DIFFER, move, said.amount());
        }
    }

    private void claim(DifferenceName name, ExitMove move, Nanoton said) {
        judgement.at(name, move.lt(), said, move.total(), move.when());
    }

    /** To the leaf's account, with what is left of what the message brought for gas. */
    private static boolean pays(ExitMove move, ExitLeaf leaf) {
        return move.sent().size() == 1
                && move.sent().getFirst().to().equals(leaf.address())
                && move.total().compareTo(leaf.owed()) >= 0
                && move.total().compareTo(leaf.owed().plus(move.came())) <= 0;
    }

    /** What the log has, and the chain not. */
    private void unseen() {
        for (Map.Entry<Long, WalletTransaction> set : log.set().entrySet()) {
            if (set.getValue().lt() > chain.before().lt() && !rootsSeen.contains(set.getKey())) {
                absent(DifferenceName.EXIT_ROOT_NOT_ON_CHAIN, set.getValue(), Nanoton.ZERO);
            }
        }
        for (Map.Entry<Integer, LoggedExit.Claim> claim : log.claims().entrySet()) {
            WalletTransaction at = claim.getValue().transaction();
            if (at.lt() > chain.before().lt() && !claimsSeen.contains(claim.getKey())) {
                absent(
                        DifferenceName.EXIT_CLAIM_NOT_ON_CHAIN,
                        at,
                        claim.getValue().amount());
            }
        }
    }

    private void absent(DifferenceName name, WalletTransaction said, Nanoton amount) {
        boolean ahead = said.lt() > chain.historyEnd() && said.when().isAfter(chain.seen());
        judgement.at(ahead ? DifferenceName.LOG_AHEAD_OF_STATE : name, said.lt(), amount, Nanoton.ZERO, said.when());
    }

    private void state() {
        if (chain.lastLt() > chain.historyEnd()) {
            judgement.state(DifferenceName.STATE_AHEAD_OF_HISTORY, Nanoton.ZERO, chain.balance());
        } else if (chain.lastLt() == chain.historyEnd()
                && balance != chain.balance().value()) {
            judgement.state(DifferenceName.EXIT_BALANCE_DIFFERS, Nanoton.of(Math.max(0, balance)), chain.balance());
        }
        new ExitStateCheck(log, chain, judgement).judge(number, root, since, paid);
    }
}
