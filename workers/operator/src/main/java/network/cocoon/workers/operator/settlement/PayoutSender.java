package network.cocoon.workers.operator.settlement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.Bookmarks;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.PayoutBatch;
import network.cocoon.workers.operator.port.PayoutFailed;
import network.cocoon.workers.operator.port.PayoutSubmission;
import network.cocoon.workers.operator.port.ReportRefusedException;
import network.cocoon.workers.operator.port.SettlementReports;
import network.cocoon.workers.operator.port.SettlementWork;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonGateway;

/**
 * Pays batches. What makes it safe, in order:
 *
 * <ol>
 *   <li>A message is stored by the books before it is sent, and only what they stored is ever sent: one message for one
 *       attempt, whoever builds it and however often.
 *   <li>The wallet carries out a message once at most, and none after its deadline.
 *   <li>An attempt ends when its transactions count, or when the wallet's whole history beyond the deadline counts and has
 *       none of it. Only then do the books give out the next attempt.
 * </ol>
 *
 * <p>Before a message is stored it is tried on a copy of the wallet ({@link MessageCheck}); one that would not pay what it should is
 * dropped with an alarm.
 *
 * <p>A transfer is sent the same way, and only where the wallet keeps what it must; else it is given up, so that it does not
 * leave later, when nobody expects it.
 */
public final class PayoutSender {

    private final TonGateway chain;
    private final SettlementWork work;
    private final SettlementReports reports;
    private final Bookmarks bookmarks;
    private final PayoutWallet wallet;
    private final PayoutPolicy policy;
    private final PayoutMessages messages;
    private final PayoutOutcome outcome;

    public PayoutSender(
            TonGateway chain,
            SettlementWork work,
            SettlementReports reports,
            Bookmarks bookmarks,
            PayoutWallet wallet,
            PayoutPolicy policy,
            MessageCheck check,
            RandomGenerator random) {
        this.chain = chain;
        this.work = work;
        this.reports = reports;
        this.bookmarks = bookmarks;
        this.wallet = wallet;
        this.policy = policy;
        this.messages = new PayoutMessages(wallet, policy, check, random);
        this.outcome = new PayoutOutcome(reports, policy);
    }

    /** Settles what is on the way, sends again what is not there yet, and sends what there is money for. */
    public void round() {
        List<PayoutBatch> batches = work.batches();
        if (batches.isEmpty()) {
            return;
        }
        try {
            round(batches);
        } catch (TonFailure e) {
            Failures.goOn(reports, e, wallet.address().raw());
        }
    }

    private void round(List<PayoutBatch> batches) {
        List<PayoutBatch> open =
                batches.stream().filter(b -> b.submission().isPresent()).toList();
        WalletHistory history = history(open);
        AccountSnapshot account = chain.account(wallet.address());
        List<PayoutSubmission> onTheWay = new ArrayList<>();
        Nanoton held = policy.reserve();
        for (PayoutBatch batch : open) {
            PayoutSubmission submission = batch.submission().orElseThrow();
            if (outcome.settle(batch, submission, history)) {
                continue;
            }
            onTheWay.add(submission);
            held = held.plus(needed(batch));
            if (account.seen().time().isBefore(submission.deadline())) {
                // Refused, and so for nothing, if it was taken already. A message that was lost would never come.
                chain.send(PayoutMessages.stored(submission));
            }
        }
        for (PayoutBatch batch : batches) {
            if (batch.submission().isPresent()) {
                continue;
            }
            if (onTheWay.size() >= policy.open()) {
                return;
            }
            Nanoton with = held.plus(needed(batch));
            if (batch.leaves().isPresent()
                    && account.balance().compareTo(with.plus(batch.leaves().get())) < 0) {
                giveUp(batch);
                continue;
            }
            held = with;
            if (account.balance().compareTo(held) < 0) {
                // In order: a small batch that overtook a large one would keep it waiting for ever.
                reports.alarm(Alarm.WALLET_UNDERFUNDED, wallet.address().raw());
                return;
            }
            if (messages.end(account).isAfter(batch.endsBy())) {
                // The exit could pay it too. It waits with its coins, and holds up no other.
                continue;
            }
            if (!submit(batch, account, history.end(), onTheWay)) {
                // In order, as with coins: the next batch is tried on the same wallet.
                return;
            }
        }
    }

    /** False where it was tried and would not do what it should: it is not stored, so the next round builds another. */
    private boolean submit(PayoutBatch batch, AccountSnapshot account, Cursor since, List<PayoutSubmission> onTheWay) {
        PayoutSubmission proposed = messages.build(batch, account, since, onTheWay);
        Optional<MessageCheck.Fault> fault = messages.fault(proposed, account, batch);
        if (fault.isPresent()) {
            reports.alarm(Alarm.PAYOUT_CHECK_FAILED, batch.id().value() + " " + fault.get());
            return false;
        }
        PayoutSubmission stored = reports.submit(proposed);
        onTheWay.add(stored);
        chain.send(PayoutMessages.stored(stored));
        return true;
    }

    /** Nothing of it was sent: by the books nobody may send it from now on. */
    private void giveUp(PayoutBatch batch) {
        try {
            reports.failed(new PayoutFailed(
                    batch.id(), batch.attempt(), PayoutFailed.Reason.NOT_COVERED, Optional.empty(), Nanoton.ZERO));
        } catch (ReportRefusedException e) {
            // Another operator found it covered and has submitted it: the next round sees that.
        }
    }

    private WalletHistory history(List<PayoutBatch> open) {
        TonAddress address = wallet.address();
        Set<Digest> orders = new HashSet<>();
        for (PayoutBatch batch : open) {
            orders.add(PayoutMessages.order(batch.submission().orElseThrow()));
        }
        // What is on the way says itself from where: a bookmark may be another operator's, who did not know of it.
        Cursor from = open.stream()
                .map(batch -> batch.submission().orElseThrow().since())
                .min(Comparator.comparingLong(Cursor::lt))
                .orElseGet(() -> bookmarks.of(address));
        WalletHistory history = WalletHistory.read(chain, address, from, orders);
        bookmarks.move(address, history.end());
        return history;
    }

    private Nanoton needed(PayoutBatch batch) {
        long fees = policy.feeEach().value() * batch.payouts().size();
        return batch.total().plus(Nanoton.of(fees)).plus(HighloadWallet.CARRIED);
    }
}
