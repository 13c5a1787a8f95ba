package network.cocoon.workers.operator.port;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.kernel.Id;
import network.cocoon.domain.kernel.Nanoton;

/**
 * Payouts that go out in one message, all or none. Its payouts never change, neither by an attempt nor otherwise. A transfer
 * of the operator is a batch of one.
 *
 * @param attempt    1, and one more after each that was reported as failed
 * @param payouts    1 to {@link #MAX_PAYOUTS}, each payee at most once
 * @param leaves     of a transfer: what the wallet must keep beside what other batches need, or else the transfer is given
 *                   up; empty for payouts to providers, which wait for coins
 * @param endsBy     a first message may be taken until then at most, on the chain's clock; {@link Instant#EPOCH} where none may
 *                   be sent yet, {@link Instant#MAX} where nothing bounds it
 * @param submission what {@link SettlementReports#submit} stored for this attempt, if anything
 */
public record PayoutBatch(
        BatchId id,
        int attempt,
        List<Payout> payouts,
        Optional<Nanoton> leaves,
        Instant endsBy,
        Optional<PayoutSubmission> submission) {

    /** The contract's limit is 254; a message of 250 stays well within its gas. */
    public static final int MAX_PAYOUTS = 250;

    public PayoutBatch {
        payouts = List.copyOf(payouts);
        if (payouts.isEmpty() || payouts.size() > MAX_PAYOUTS) {
            throw new IllegalArgumentException("a batch has 1 to " + MAX_PAYOUTS + " payouts");
        }
        Set<Id> payees = new HashSet<>();
        for (Payout payout : payouts) {
            if (!payees.add(payout.payee())) {
                throw new IllegalArgumentException("a batch pays each payee once");
            }
        }
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts are counted from 1");
        }
        if (submission.isPresent()
                && (!submission.get().batch().equals(id) || submission.get().attempt() != attempt)) {
            throw new IllegalArgumentException("the submission is another's");
        }
    }

    public Nanoton total() {
        return payouts.stream().map(Payout::amount).reduce(Nanoton.ZERO, Nanoton::plus);
    }
}
