package network.cocoon.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.reconciliation.BatchFold;
import network.cocoon.domain.reconciliation.ExitLogFold;
import network.cocoon.domain.reconciliation.LoggedEscrow;
import network.cocoon.domain.reconciliation.Reconciliation;
import network.cocoon.domain.settlement.Exit;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.wire.chain.PayoutOrder;
import org.jspecify.annotations.Nullable;

/** What a log says of escrows and payouts, kept to be held against the chain. */
final class MoneyBook {

    private static final class Kept {
        private final AccountId account;
        private final List<EscrowTransaction> transactions = new ArrayList<>();
        private Escrow escrow;
        private @Nullable LoggedEscrow closed;

        private Kept(AccountId account, Escrow escrow) {
            this.account = account;
            this.escrow = escrow;
        }

        private LoggedEscrow logged() {
            return closed != null ? closed : LoggedEscrow.of(account, escrow, transactions);
        }
    }

    private final boolean read;
    private final Map<String, Kept> escrows = new LinkedHashMap<>();
    private final BatchFold batches = new BatchFold(PayoutOrder::of);
    private final ExitLogFold exits = new ExitLogFold();
    private final SettlementDecider settlement = new SettlementDecider();
    private SettlementState payouts = settlement.initial();

    private MoneyBook(boolean read) {
        this.read = read;
    }

    static MoneyBook kept() {
        return new MoneyBook(true);
    }

    /** For a replay that asks nothing of the chain: keeps nothing. */
    static MoneyBook unread() {
        return new MoneyBook(false);
    }

    void on(SettlementEvent event) {
        if (read) {
            batches.on(event);
            exits.on(event);
            if (isOfPayouts(event)) {
                payouts = settlement.evolve(payouts, event);
            }
        }
    }

    private static boolean isOfPayouts(SettlementEvent event) {
        return switch (event) {
            case SettlementEvent.PeriodClosed _,
                    SettlementEvent.DifferenceFound _,
                    SettlementEvent.DifferenceResolved _ -> false;
            case SettlementEvent.BalancesCredited _,
                    SettlementEvent.PayoutScheduled _,
                    SettlementEvent.TransferOrdered _,
                    SettlementEvent.PayoutSubmitted _,
                    SettlementEvent.PayoutConfirmed _,
                    SettlementEvent.PayoutFailed _,
                    SettlementEvent.ExitRootOrdered _,
                    SettlementEvent.ExitRootSet _,
                    SettlementEvent.ExitOpened _,
                    SettlementEvent.ExitClaimed _ -> true;
        };
    }

    /** @param states of accounts, the event included */
    void on(AccountEvent event, Function<AccountId, AccountState> states) {
        if (!read) {
            return;
        }
        switch (event) {
            case AccountEvent.EscrowOpened e ->
                escrows.put(e.escrow(), new Kept(e.account(), now(e.account(), states)));
            case AccountEvent.EscrowFunded e -> moved(e.escrow(), e.account(), e.transaction(), states);
            case AccountEvent.VoucherRedeemed e -> moved(e.escrow(), e.account(), e.transaction(), states);
            case AccountEvent.WithdrawalRequested e -> moved(e.escrow(), e.account(), e.transaction(), states);
            case AccountEvent.VoucherKeyChanged e -> moved(e.escrow(), e.account(), e.transaction(), states);
            case AccountEvent.VoucherAccepted e -> kept(e.escrow()).escrow = now(e.account(), states);
            case AccountEvent.EscrowClosed e -> {
                Kept kept = kept(e.escrow());
                kept.closed = kept.logged().closedBy(e.transaction());
            }
            case AccountEvent.Registered _,
                    AccountEvent.ApiKeyIssued _,
                    AccountEvent.ApiKeyRevoked _,
                    AccountEvent.ClientKeyCertified _,
                    AccountEvent.ClientKeyRevoked _,
                    AccountEvent.CreditAuthorized _,
                    AccountEvent.LanesRebalanced _,
                    AccountEvent.Suspended _,
                    AccountEvent.Resumed _ -> {}
        }
    }

    private void moved(
            String escrow, AccountId account, EscrowTransaction t, Function<AccountId, AccountState> states) {
        Kept kept = kept(escrow);
        kept.transactions.add(t);
        kept.escrow = now(account, states);
    }

    private Kept kept(String escrow) {
        Kept kept = escrows.get(escrow);
        if (kept == null) {
            throw new IllegalStateException("the checks let an escrow pass that was never opened");
        }
        return kept;
    }

    private static Escrow now(AccountId account, Function<AccountId, AccountState> states) {
        if (states.apply(account) instanceof AccountState.Open open) {
            return open.escrow().orElseThrow();
        }
        throw new IllegalStateException("the checks let an account pass that was never registered");
    }

    /** The exit, as the log leaves it; null where it has none. */
    @Nullable Exit exit() {
        return payouts instanceof SettlementState.Payouts book ? book.exit() : null;
    }

    Reconciliation.Logged logged() {
        return new Reconciliation.Logged(escrows(), batches.batches(), exits.exit());
    }

    List<LoggedEscrow> escrows() {
        return escrows.values().stream().map(Kept::logged).toList();
    }
}
