package network.cocoon.workers.operator.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.Voucher;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.BatchId;
import network.cocoon.workers.operator.port.Bookmarks;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.EscrowSeen;
import network.cocoon.workers.operator.port.Payout;
import network.cocoon.workers.operator.port.PayoutBatch;
import network.cocoon.workers.operator.port.PayoutConfirmed;
import network.cocoon.workers.operator.port.PayoutFailed;
import network.cocoon.workers.operator.port.PayoutSubmission;
import network.cocoon.workers.operator.port.Redeemable;
import network.cocoon.workers.operator.port.SettlementReports;
import network.cocoon.workers.operator.port.SettlementWork;
import network.cocoon.workers.operator.port.WatchedEscrow;

/** The operator's books by hand, as the ports describe them; everything in them is durable. Refuses what cannot be. */
final class SimBooks implements SettlementWork, SettlementReports, Bookmarks {

    private static final class Batch {
        final List<Payout> payouts;
        final Optional<Nanoton> leaves;
        int attempt = 1;
        boolean givenUp;
        final Map<Integer, PayoutSubmission> submissions = new HashMap<>();
        final Map<Integer, Boolean> outcomes = new HashMap<>();

        Batch(List<Payout> payouts, Optional<Nanoton> leaves) {
            this.payouts = payouts;
            this.leaves = leaves;
        }

        boolean done() {
            return givenUp || Boolean.TRUE.equals(outcomes.get(attempt));
        }
    }

    private final Map<BatchId, Batch> batches = new LinkedHashMap<>();
    private final Map<TonAddress, WatchedEscrow> escrows = new LinkedHashMap<>();
    private final Map<TonAddress, Voucher> vouchers = new LinkedHashMap<>();
    private final Map<TonAddress, Cursor> bookmarks = new HashMap<>();
    private final Map<TonAddress, Map<Long, EscrowSeen>> facts = new HashMap<>();
    private final Map<TonAddress, Cursor> opened = new HashMap<>();
    private final Set<Alarm> alarms = EnumSet.noneOf(Alarm.class);

    /** A mutation: keeps the last submission and not the first. */
    boolean forgetful;

    void schedule(String id, List<Payout> payouts) {
        batches.put(new BatchId(id), new Batch(payouts, Optional.empty()));
    }

    void order(String id, Payout transfer, Nanoton leaves) {
        batches.put(new BatchId(id), new Batch(List.of(transfer), Optional.of(leaves)));
    }

    void watch(WatchedEscrow escrow) {
        escrows.put(escrow.address(), escrow);
    }

    void accept(TonAddress escrow, Voucher voucher) {
        vouchers.put(escrow, voucher);
    }

    Map<TonAddress, Long> confirmedByPayee() {
        return byPayee(true);
    }

    Map<TonAddress, Long> owedByPayee() {
        return byPayee(false);
    }

    private Map<TonAddress, Long> byPayee(boolean confirmedOnly) {
        Map<TonAddress, Long> sums = new HashMap<>();
        batches.values().stream()
                .filter(batch -> batch.done() || !confirmedOnly)
                .flatMap(batch -> batch.payouts.stream())
                .forEach(p -> sums.merge(p.to(), p.amount().value(), Long::sum));
        return sums;
    }

    boolean settled() {
        return batches.values().stream().allMatch(Batch::done);
    }

    Map<Long, EscrowSeen> facts(TonAddress escrow) {
        return facts.computeIfAbsent(escrow, _ -> new TreeMap<>());
    }

    Optional<Cursor> opened(TonAddress escrow) {
        return Optional.ofNullable(opened.get(escrow));
    }

    Optional<Voucher> voucher(TonAddress escrow) {
        return Optional.ofNullable(vouchers.get(escrow));
    }

    Set<Alarm> alarms() {
        return alarms;
    }

    @Override
    public List<WatchedEscrow> escrows() {
        return List.copyOf(escrows.values());
    }

    @Override
    public List<Redeemable> vouchers() {
        List<Redeemable> due = new ArrayList<>();
        vouchers.forEach((address, voucher) -> {
            WatchedEscrow escrow = escrows.get(address);
            if (escrow == null) {
                return;
            }
            Nanoton claimed = Nanoton.ZERO;
            Optional<Instant> closing = Optional.empty();
            for (EscrowSeen fact : facts(address).values()) {
                switch (fact) {
                    case EscrowSeen.Redeemed r -> claimed = r.claimed();
                    case EscrowSeen.CloseAsked c -> closing = Optional.of(c.deadline());
                    case EscrowSeen.Opened _,
                            EscrowSeen.Deposited _,
                            EscrowSeen.KeyChangeAsked _,
                            EscrowSeen.KeyChanged _,
                            EscrowSeen.Closed _,
                            EscrowSeen.Passed _ -> {}
                }
            }
            due.add(new Redeemable(escrow.account(), address, escrow.opening().terms(), voucher, claimed, closing));
        });
        return due;
    }

    @Override
    public List<PayoutBatch> batches() {
        List<PayoutBatch> open = new ArrayList<>();
        batches.forEach((id, batch) -> {
            if (!batch.done()) {
                open.add(new PayoutBatch(
                        id,
                        batch.attempt,
                        batch.payouts,
                        batch.leaves,
                        Instant.MAX,
                        Optional.ofNullable(batch.submissions.get(batch.attempt))));
            }
        });
        return open;
    }

    @Override
    public void seen(EscrowSeen fact) {
        if (fact instanceof EscrowSeen.Opened) {
            opened.put(fact.tx().account(), fact.tx().id());
            return;
        }
        EscrowSeen known = facts(fact.tx().account()).putIfAbsent(fact.tx().id().lt(), fact);
        if (known != null && !known.equals(fact)) {
            throw new AssertionError("one transaction was reported as two things: " + known + " and " + fact);
        }
    }

    @Override
    public PayoutSubmission submit(PayoutSubmission proposed) {
        Batch batch = of(proposed.batch());
        PayoutSubmission known = batch.submissions.get(proposed.attempt());
        if (known != null && !forgetful) {
            return known;
        }
        if (proposed.attempt() != batch.attempt || batch.done()) {
            throw new IllegalStateException("the batch is not open under this attempt");
        }
        batch.submissions.put(proposed.attempt(), proposed);
        return proposed;
    }

    @Override
    public void confirmed(PayoutConfirmed fact) {
        Batch batch = of(fact.batch());
        Boolean known = batch.outcomes.putIfAbsent(fact.attempt(), true);
        if (Boolean.FALSE.equals(known)) {
            throw new AssertionError("confirmed, and had failed for certain");
        }
    }

    @Override
    public void failed(PayoutFailed fact) {
        Batch batch = of(fact.batch());
        Boolean known = batch.outcomes.putIfAbsent(fact.attempt(), false);
        if (Boolean.TRUE.equals(known)) {
            throw new AssertionError("failed, and was confirmed");
        }
        if (known == null) {
            batch.attempt = fact.attempt() + 1;
            batch.givenUp = fact.reason() == PayoutFailed.Reason.NOT_COVERED;
        }
    }

    @Override
    public void alarm(Alarm code, String subject) {
        alarms.add(code);
    }

    @Override
    public Cursor of(TonAddress account) {
        return bookmarks.getOrDefault(account, Cursor.START);
    }

    @Override
    public void move(TonAddress account, Cursor to) {
        if (to.lt() > of(account).lt()) {
            bookmarks.put(account, to);
        }
    }

    /** The disk was restored from a copy: no bookmark is left. */
    void loseBookmarks() {
        bookmarks.clear();
    }

    private Batch of(BatchId id) {
        Batch batch = batches.get(id);
        if (batch == null) {
            throw new AssertionError("nobody scheduled batch " + id);
        }
        return batch;
    }
}
