package network.cocoon.domain.reconciliation;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;

/** The network's wallet: every batch was paid once or not at all, as the log says, and nothing else was ever sent. */
public final class WalletReconciliation {

    private final ChainWallet chain;
    private final Judgement judgement;

    /** Transactions that carried out a list, by the order that it belongs to. */
    private final Map<Digest, WalletMove> carriedOut = new HashMap<>();

    private final Map<Digest, WalletMove> taken = new HashMap<>();

    private final Map<Long, WalletMove> byTime = new HashMap<>();

    /** Logical times of transactions that some batch accounts for. */
    private final Set<Long> accounted = new HashSet<>();

    private WalletReconciliation(ChainWallet chain, Duration patience) {
        this.chain = chain;
        this.judgement = new Judgement(chain.address(), null, chain.seen(), patience);
    }

    /** @param batches all whose transactions may be in that history */
    public static List<Difference> of(List<LoggedBatch> batches, ChainWallet chain, Duration patience) {
        var one = new WalletReconciliation(chain, patience);
        one.index();
        batches.forEach(one::batch);
        chain.moves().forEach(one::sent);
        one.balance();
        return one.judgement.found();
    }

    private void index() {
        Map<Digest, WalletMove> lists = new HashMap<>();
        for (WalletMove move : chain.moves()) {
            byTime.put(move.lt(), move);
            if (move.caused() != null) {
                lists.put(move.caused(), move);
            }
        }
        for (WalletMove move : chain.moves()) {
            if (move.order() == null) {
                continue;
            }
            WalletMove before = taken.putIfAbsent(move.order(), move);
            if (before != null) {
                // No wallet takes an order twice; a chain that shows it is none, or the wallet is another.
                judgement.at(DifferenceName.PAID_TWICE, move.lt(), Nanoton.ZERO, move.kept(), move.when());
            } else if (move.list() != null && lists.containsKey(move.list())) {
                carriedOut.put(move.order(), lists.get(move.list()));
            }
        }
    }

    private void batch(LoggedBatch batch) {
        switch (batch.outcome()) {
            case LoggedBatch.Open _ -> open(batch);
            case LoggedBatch.Confirmed confirmed -> confirmed(batch, confirmed);
            case LoggedBatch.Failed _ ->
                paid(batch)
                        .forEach(move -> judgement.of(
                                DifferenceName.PAYOUT_AFTER_FAILURE,
                                name(batch),
                                move.lt(),
                                Nanoton.ZERO,
                                move.total(),
                                move.when()));
        }
    }

    /** The transaction that paid it, if one did. */
    private Stream<WalletMove> paid(LoggedBatch batch) {
        WalletMove move =
                batch.sent() == null ? null : carriedOut.get(batch.sent().order());
        if (move == null || move.sent().isEmpty()) {
            return Stream.empty();
        }
        accounted.add(move.lt());
        return Stream.of(move);
    }

    private void open(LoggedBatch batch) {
        LoggedBatch.Sent message = batch.sent();
        if (message == null) {
            return;
        }
        List<WalletMove> paid = paid(batch).toList();
        if (paid.isEmpty()) {
            boolean over = !judgement.isYoung(message.deadline());
            DifferenceName name = over ? DifferenceName.PAYOUT_OVERDUE : DifferenceName.PAYOUT_ON_ITS_WAY;
            judgement.of(name, name(batch), 0, batch.total(), Nanoton.ZERO, message.deadline());
        }
        for (WalletMove move : paid) {
            boolean young = judgement.isYoung(move.when());
            DifferenceName name = young ? DifferenceName.PAYOUT_ON_ITS_WAY : DifferenceName.PAYOUT_NEVER_CONFIRMED;
            judgement.of(name, name(batch), move.lt(), batch.total(), move.total(), move.when());
            payments(batch, move);
        }
    }

    private void confirmed(LoggedBatch batch, LoggedBatch.Confirmed said) {
        if (said.accepted().lt() <= chain.after()) {
            accounted.add(said.paid().lt()); // Held against the chain when that part of the history was read.
            return;
        }
        List<WalletMove> paid = paid(batch).toList();
        WalletMove accepted = byTime.get(said.accepted().lt());
        boolean there = paid.size() == 1
                && paid.getFirst().lt() == said.paid().lt()
                && paid.getFirst().hash().equals(said.paid().hash())
                && accepted != null
                && accepted.hash().equals(said.accepted().hash())
                && batch.sent() != null
                && batch.sent().order().equals(accepted.order());
        if (!there || accepted == null) {
            boolean ahead =
                    said.paid().lt() > chain.historyEnd() && said.paid().when().isAfter(chain.seen());
            judgement.of(
                    ahead ? DifferenceName.LOG_AHEAD_OF_STATE : DifferenceName.PAYOUT_WITHOUT_TRANSACTION,
                    name(batch),
                    said.paid().lt(),
                    batch.total(),
                    Nanoton.ZERO,
                    said.paid().when());
            return;
        }
        WalletMove move = paid.getFirst();
        payments(batch, move);
        Nanoton fee = accepted.fee().plus(move.fee());
        if (!fee.equals(said.fee())) {
            judgement.of(DifferenceName.PAYOUT_FEE_DIFFERS, name(batch), move.lt(), said.fee(), fee, move.when());
        }
    }

    private void payments(LoggedBatch batch, WalletMove move) {
        List<WalletMove.Sent> owed = batch.payments().stream().sorted(ORDER).toList();
        if (!move.sent().stream().sorted(ORDER).toList().equals(owed)) {
            judgement.of(
                    DifferenceName.PAYMENTS_DIFFER, name(batch), move.lt(), batch.total(), move.total(), move.when());
        }
    }

    private void sent(WalletMove move) {
        if (!move.sent().isEmpty() && !accounted.contains(move.lt())) {
            judgement.at(DifferenceName.UNKNOWN_OUT_MESSAGE, move.lt(), Nanoton.ZERO, move.total(), move.when());
        }
    }

    /** Only where all of the history is at hand can anybody say what it comes to. */
    private void balance() {
        if (chain.lastLt() > chain.historyEnd()) {
            judgement.state(DifferenceName.STATE_AHEAD_OF_HISTORY, Nanoton.ZERO, chain.balance());
        }
        if (chain.after() != 0 || chain.lastLt() != chain.historyEnd()) {
            return;
        }
        long sum = 0;
        for (WalletMove move : chain.moves()) {
            sum = Math.addExact(sum, move.net());
        }
        if (sum != chain.balance().value()) {
            judgement.state(DifferenceName.WALLET_BALANCE_DIFFERS, Nanoton.of(Math.max(0, sum)), chain.balance());
        }
    }

    private static final Comparator<WalletMove.Sent> ORDER =
            Comparator.comparing(WalletMove.Sent::to).thenComparing(WalletMove.Sent::amount);

    private static String name(LoggedBatch batch) {
        return "batch " + batch.number();
    }
}
