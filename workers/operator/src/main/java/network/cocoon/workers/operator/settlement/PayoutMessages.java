package network.cocoon.workers.operator.settlement;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.chain.PayoutOrder;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.contract.HighloadWallet.Payment;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import network.cocoon.workers.operator.contract.QueryIds;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.PayoutBatch;
import network.cocoon.workers.operator.port.PayoutSubmission;

/** Builds the wallet's messages, and reads stored ones. */
final class PayoutMessages {

    private final PayoutWallet wallet;
    private final PayoutPolicy policy;
    private final MessageCheck check;
    private final RandomGenerator random;

    PayoutMessages(PayoutWallet wallet, PayoutPolicy policy, MessageCheck check, RandomGenerator random) {
        this.wallet = wallet;
        this.policy = policy;
        this.check = check;
        this.random = random;
    }

    private Instant createdAt(AccountSnapshot account) {
        return account.seen().time().minus(policy.backdated());
    }

    /** From when on the wallet would refuse a message that is built now. */
    Instant end(AccountSnapshot account) {
        return createdAt(account).plus(wallet.wallet().timeout());
    }

    /** Why a message that was built is not sent. */
    Optional<MessageCheck.Fault> fault(PayoutSubmission built, AccountSnapshot account, PayoutBatch batch) {
        return check.fault(account, stored(built), batch);
    }

    PayoutSubmission build(PayoutBatch batch, AccountSnapshot account, Cursor since, List<PayoutSubmission> onTheWay) {
        HighloadWallet highload = wallet.wallet();
        QueryId query = unused(account, onTheWay);
        Instant createdAt = createdAt(account);
        List<Payment> payments = batch.payouts().stream()
                .map(p -> new Payment(p.to(), p.amount(), Cell.EMPTY))
                .toList();
        boolean deploy = account.status() != AccountSnapshot.Status.ACTIVE;
        Cell message = highload.pay(wallet.key(), query, createdAt, payments, deploy);
        return new PayoutSubmission(
                batch.id(),
                batch.attempt(),
                message.hash(),
                query.value(),
                createdAt,
                highload.timeout(),
                since,
                Bytes.of(message.toBoc()));
    }

    static Cell stored(PayoutSubmission submission) {
        return Cell.ofBoc(submission.boc().toArray());
    }

    /** By what was signed the message is known on chain. */
    static Digest order(PayoutSubmission submission) {
        return HighloadWallet.order(PayoutOrder.body(stored(submission)))
                .orElseThrow(() -> new IllegalStateException("a stored message is not the wallet's"));
    }

    /** Two with one number are no danger, only a delay: the wallet takes the first, and the other's time runs out. */
    private QueryId unused(AccountSnapshot account, List<PayoutSubmission> onTheWay) {
        Set<Integer> used = new HashSet<>();
        onTheWay.forEach(submission -> used.add(submission.queryId()));
        try {
            QueryIds taken = account.data().map(QueryIds::of).orElse(QueryIds.NONE);
            return taken.next(account.seen().time(), used, random);
        } catch (TonFormatException e) {
            // What it remembers cannot be read: beside others might be where the wallet has been already.
            QueryId query = QueryIds.random(random);
            while (used.contains(query.value())) {
                query = QueryIds.random(random);
            }
            return query;
        }
    }
}
