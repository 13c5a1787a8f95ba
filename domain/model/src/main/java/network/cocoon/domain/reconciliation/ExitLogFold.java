package network.cocoon.domain.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.Transfer;
import network.cocoon.domain.settlement.TransferPurpose;
import network.cocoon.domain.settlement.WalletTransaction;
import org.jspecify.annotations.Nullable;

/** Folds the stream of payouts into what the log says of its exit. Not safe for several threads. */
public final class ExitLogFold {

    /** Ordered and neither carried out nor given up. */
    private final Map<Long, Transfer> transfers = new HashMap<>();

    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<Long, Digest> ordered = new HashMap<>();
    private final Map<Long, WalletTransaction> set = new HashMap<>();
    private final Map<Integer, LoggedExit.Claim> claims = new HashMap<>();
    private List<Payment> underWay = List.of();
    private List<Payment> owed = List.of();
    private @Nullable String address;
    private @Nullable ExitTerms terms;
    private @Nullable Instant through;

    private record Arrival(String to, LoggedExit.Reserve reserve) {}

    public void on(SettlementEvent event) {
        switch (event) {
            case SettlementEvent.TransferOrdered e -> {
                if (e.transfer().purpose() == TransferPurpose.RESERVE) {
                    transfers.put(e.batch(), e.transfer());
                }
            }
            case SettlementEvent.PayoutConfirmed e -> {
                Transfer transfer = transfers.remove(e.batch());
                if (transfer != null) {
                    arrivals.add(
                            new Arrival(transfer.to(), new LoggedExit.Reserve(e.batch(), transfer.amount(), e.paid())));
                }
            }
            case SettlementEvent.PayoutFailed e -> transfers.remove(e.batch());
            case SettlementEvent.ExitRootOrdered e -> {
                address = e.exit();
                terms = e.terms();
                ordered.put(e.number(), e.root());
                underWay = e.owed();
            }
            case SettlementEvent.ExitRootSet e -> {
                set.put(e.number(), e.transaction());
                owed = underWay;
            }
            case SettlementEvent.ExitOpened e -> through = e.through();
            case SettlementEvent.ExitClaimed e ->
                claims.put(e.index(), new LoggedExit.Claim(e.amount(), e.transaction()));
            case SettlementEvent.PeriodClosed _,
                    SettlementEvent.BalancesCredited _,
                    SettlementEvent.PayoutScheduled _,
                    SettlementEvent.PayoutSubmitted _,
                    SettlementEvent.DifferenceFound _,
                    SettlementEvent.DifferenceResolved _ -> {}
        }
    }

    /** Empty while no root was ordered. */
    public Optional<LoggedExit> exit() {
        String at = address;
        ExitTerms with = terms;
        if (at == null || with == null) {
            return Optional.empty();
        }
        List<LoggedExit.Reserve> reserves = arrivals.stream()
                .filter(arrival -> arrival.to().equals(at))
                .map(Arrival::reserve)
                .toList();
        return Optional.of(new LoggedExit(at, with, ordered, set, owed, through, claims, reserves));
    }
}
