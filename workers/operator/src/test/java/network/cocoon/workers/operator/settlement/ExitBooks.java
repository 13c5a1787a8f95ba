package network.cocoon.workers.operator.settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.reconciliation.ExitLogFold;
import network.cocoon.domain.reconciliation.LoggedExit;
import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.Batch;
import network.cocoon.domain.settlement.Exit;
import network.cocoon.domain.settlement.ExitRoot;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.domain.settlement.Payee;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.domain.settlement.PayoutFailure;
import network.cocoon.domain.settlement.PayoutMessage;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementRefusal;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.domain.settlement.WalletTransaction;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.BatchId;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.EscrowSeen;
import network.cocoon.workers.operator.port.ExitClaimSeen;
import network.cocoon.workers.operator.port.ExitKnown;
import network.cocoon.workers.operator.port.ExitOrder;
import network.cocoon.workers.operator.port.ExitRootSeen;
import network.cocoon.workers.operator.port.ExitSeen;
import network.cocoon.workers.operator.port.Payout;
import network.cocoon.workers.operator.port.PayoutBatch;
import network.cocoon.workers.operator.port.PayoutConfirmed;
import network.cocoon.workers.operator.port.PayoutFailed;
import network.cocoon.workers.operator.port.PayoutSubmission;
import network.cocoon.workers.operator.port.Redeemable;
import network.cocoon.workers.operator.port.ReportRefusedException;
import network.cocoon.workers.operator.port.TransactionRef;
import network.cocoon.workers.operator.port.WatchedEscrow;
import org.jspecify.annotations.Nullable;

/** The operator's books with the real decider behind the ports; everything in them is durable. */
final class ExitBooks implements ExitBooksPorts {

    private static final int ATTEMPT = 1;
    private static final Instant AT = Instant.ofEpochSecond(1_800_000_000);

    private final SettlementDecider decider = new SettlementDecider();
    private final String exit;
    private final ExitTerms terms;
    private final List<Payee> payees;
    private final Duration rootEvery;
    private final Map<TonAddress, Cursor> bookmarks = new HashMap<>();
    private final Set<Alarm> alarms = EnumSet.noneOf(Alarm.class);
    private final ExitLogFold exits = new ExitLogFold();
    private SettlementState state = decider.initial();
    private int day;

    /** @param payees in order of id */
    ExitBooks(TonAddress exit, ExitTerms terms, List<Payee> payees, Duration rootEvery) {
        this.exit = exit.raw();
        this.terms = terms;
        this.payees = List.copyOf(payees);
        this.rootEvery = rootEvery;
    }

    /** Empty where it was done before. Throws {@link ReportRefusedException}. */
    private void decide(SettlementCommand command) {
        switch (decider.decide(command, state)) {
            case Decision.Accepted<SettlementEvent> accepted ->
                accepted.events().forEach(event -> {
                    state = decider.evolve(state, event);
                    exits.on(event);
                });
            case Decision.AlreadyDone<SettlementEvent> _ -> {}
            case Decision.Rejected<SettlementEvent> rejected ->
                throw new ReportRefusedException(rejected.rejection().code().name());
        }
    }

    void credit(Map<ProviderId, Nanoton> earned) {
        List<Accrual> accruals = earned.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(ProviderId::value)))
                .map(entry -> new Accrual(entry.getKey(), entry.getValue(), 1))
                .toList();
        decide(new SettlementCommand.CreditBalances(
                new PeriodId(LocalDate.EPOCH.plusDays(day++).toString()), accruals, AT));
    }

    void schedule(Nanoton threshold, int most) {
        try {
            decide(new SettlementCommand.SchedulePayout(threshold, most, payees, AT));
        } catch (ReportRefusedException e) {
            if (!SettlementRefusal.NOTHING_DUE.name().equals(e.getMessage())) {
                throw e;
            }
        }
    }

    SettlementState.Payouts book() {
        return state instanceof SettlementState.Payouts book
                ? book
                : new SettlementState.Payouts(Map.of(), Set.of(), List.of(), 0, Set.of(), Map.of(), null);
    }

    /** What the log says of the exit. */
    Optional<LoggedExit> logged() {
        return exits.exit();
    }

    boolean settled() {
        return book().open().isEmpty() && book().carried().isZero();
    }

    Set<Alarm> alarms() {
        return alarms;
    }

    @Override
    public ExitKnown known() {
        Exit known = book().exit();
        return known == null || known.standing() == null
                ? ExitKnown.NOTHING
                : new ExitKnown(known.standing().number(), known.since(), known.opensAt(), known.open());
    }

    @Override
    public Optional<ExitOrder> order(Instant chainTime) {
        Exit known = book().exit();
        if (known != null && known.open()) {
            return Optional.empty();
        }
        boolean due = known == null
                || (known.underWay() == null
                        && (chainTime.isAfter(known.since().plus(rootEvery))
                                || known.standing() == null
                                || book().open().stream()
                                        .anyMatch(batch -> batch.message() == null
                                                && book().latestEnd(batch).equals(Instant.EPOCH))
                                || !owed().equals(known.standing().owed())));
        if (due) {
            long number = known == null ? 1 : known.ordered() + 1;
            decide(new SettlementCommand.OrderExitRoot(exit, terms, number, payees, AT));
        }
        Exit after = book().exit();
        return after == null ? Optional.empty() : order(after.underWay());
    }

    private static Optional<ExitOrder> order(@Nullable ExitRoot root) {
        return root == null ? Optional.empty() : Optional.of(new ExitOrder(root.number(), root.root()));
    }

    private List<Payment> owed() {
        List<Payment> owed = new ArrayList<>();
        Map<ProviderId, Nanoton> carried = book().payable();
        for (Payee payee : payees) {
            Nanoton amount = carried.getOrDefault(payee.provider(), Nanoton.ZERO);
            if (!amount.isZero()) {
                owed.add(new Payment(payee.provider(), payee.address(), amount));
            }
        }
        return owed;
    }

    @Override
    public void stands(ExitRootSeen fact) {
        decide(new SettlementCommand.RecordExitRoot(exit, fact.number(), fact.root(), wallet(fact.tx()), AT));
    }

    @Override
    public void opened(long number, Instant through) {
        decide(new SettlementCommand.RecordExitOpen(exit, number, through, AT));
    }

    @Override
    public void claimed(ExitClaimSeen fact) {
        decide(new SettlementCommand.RecordExitClaim(
                exit, fact.leaf().index(), fact.leaf().address(), fact.leaf().owed(), wallet(fact.tx()), AT));
    }

    @Override
    public void seen(ExitSeen sight) {}

    @Override
    public List<PayoutBatch> batches() {
        SettlementState.Payouts book = book();
        return book.open().stream().map(batch -> batch(batch, book)).toList();
    }

    private static PayoutBatch batch(Batch batch, SettlementState.Payouts book) {
        return new PayoutBatch(
                new BatchId(Long.toString(batch.number())),
                ATTEMPT,
                batch.payments().stream()
                        .map(p -> new Payout(p.provider(), TonAddress.parse(p.address()), p.amount()))
                        .toList(),
                Optional.empty(),
                book.latestEnd(batch),
                Optional.ofNullable(batch.message()).map(message -> submission(batch.number(), message)));
    }

    private static PayoutSubmission submission(long batch, PayoutMessage message) {
        return new PayoutSubmission(
                new BatchId(Long.toString(batch)),
                ATTEMPT,
                message.hash(),
                message.queryId(),
                message.createdAt(),
                Duration.ofSeconds(message.timeoutSeconds()),
                new Cursor(message.sinceLt(), message.sinceHash()),
                message.boc());
    }

    @Override
    public PayoutSubmission submit(PayoutSubmission proposed) {
        long number = number(proposed.batch());
        decide(new SettlementCommand.SubmitPayout(
                number,
                new PayoutMessage(
                        proposed.messageHash(),
                        proposed.queryId(),
                        proposed.createdAt(),
                        proposed.timeout().toSeconds(),
                        proposed.since().lt(),
                        proposed.since().hash(),
                        proposed.boc()),
                AT));
        return batches().stream()
                .filter(batch -> batch.id().equals(proposed.batch()))
                .flatMap(batch -> batch.submission().stream())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void confirmed(PayoutConfirmed fact) {
        decide(new SettlementCommand.ConfirmPayout(
                number(fact.batch()), wallet(fact.accepted()), wallet(fact.paid()), fact.fee(), AT));
    }

    @Override
    public void failed(PayoutFailed fact) {
        decide(new SettlementCommand.FailPayout(
                number(fact.batch()), PayoutFailure.valueOf(fact.reason().name()), null, fact.fee(), AT));
    }

    private static long number(BatchId id) {
        return Long.parseLong(id.value());
    }

    private static WalletTransaction wallet(TransactionRef tx) {
        return new WalletTransaction(tx.id().lt(), tx.id().hash(), tx.at());
    }

    @Override
    public List<WatchedEscrow> escrows() {
        return List.of();
    }

    @Override
    public List<Redeemable> vouchers() {
        return List.of();
    }

    @Override
    public void seen(EscrowSeen fact) {}

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

    void loseBookmarks() {
        bookmarks.clear();
    }
}
