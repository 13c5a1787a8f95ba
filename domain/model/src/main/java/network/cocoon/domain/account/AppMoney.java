package network.cocoon.domain.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an app's own money did, event by event. At any time the lines so far come to what its open escrow holds and what
 * was ever redeemed; less what its requests were billed, that is what it has.
 */
public final class AppMoney {

    private AppMoney() {}

    /** The lines of one event. None of a redemption itself: what is redeemed stays the app's until requests use it. */
    public static List<MoneyLine> lines(AccountState before, AccountEvent event) {
        return switch (event) {
            case AccountEvent.EscrowFunded e -> passing(e.escrow(), e.transaction(), e.at());
            case AccountEvent.WithdrawalRequested e -> passing(e.escrow(), e.transaction(), e.at());
            case AccountEvent.VoucherKeyChanged e -> passing(e.escrow(), e.transaction(), e.at());
            case AccountEvent.VoucherRedeemed e -> {
                long claimed = escrow(before).map(it -> it.claimed().value()).orElse(0L);
                yield redeemed(e, Math.subtractExact(e.claimed().value(), claimed));
            }
            case AccountEvent.EscrowClosed e ->
                closed(e, escrow(before).map(it -> it.held().value()).orElse(0L));
            case AccountEvent.EscrowOpened _,
                    AccountEvent.VoucherAccepted _,
                    AccountEvent.Registered _,
                    AccountEvent.ApiKeyIssued _,
                    AccountEvent.ApiKeyRevoked _,
                    AccountEvent.ClientKeyCertified _,
                    AccountEvent.ClientKeyRevoked _,
                    AccountEvent.CreditAuthorized _,
                    AccountEvent.LanesRebalanced _,
                    AccountEvent.Suspended _,
                    AccountEvent.Resumed _ -> List.of();
        };
    }

    private static Optional<Escrow> escrow(AccountState state) {
        return state instanceof AccountState.Open open ? open.escrow() : Optional.empty();
    }

    private static List<MoneyLine> passing(String escrow, EscrowTransaction t, Instant at) {
        return lines(
                escrow,
                t,
                at,
                Math.subtractExact(t.came().value(), t.left().value()),
                MoneyLine.Kind.DEPOSIT,
                Math.negateExact(t.fees().value()));
    }

    private static List<MoneyLine> redeemed(AccountEvent.VoucherRedeemed e, long claimed) {
        EscrowTransaction t = e.transaction();
        long rest = Math.subtractExact(
                Math.addExact(claimed, t.came().value()),
                Math.addExact(t.left().value(), t.fees().value()));
        return rest >= 0
                ? lines(e.escrow(), t, e.at(), rest, MoneyLine.Kind.CLAIM_REST, 0)
                : lines(e.escrow(), t, e.at(), 0, MoneyLine.Kind.CLAIM_REST, rest);
    }

    /** The closed contract keeps its rent, for ever. */
    private static List<MoneyLine> closed(AccountEvent.EscrowClosed e, long held) {
        EscrowTransaction t = e.transaction();
        long left = Math.negateExact(t.left().value());
        long kept = Math.addExact(Math.addExact(held, t.came().value()), left);
        List<MoneyLine> all = new ArrayList<>();
        all.addAll(lines(e.escrow(), t, e.at(), t.came().value(), MoneyLine.Kind.DEPOSIT, Math.negateExact(kept)));
        all.addAll(lines(e.escrow(), t, e.at(), left, MoneyLine.Kind.RETURNED, 0));
        return all;
    }

    private static List<MoneyLine> lines(
            String escrow, EscrowTransaction t, Instant at, long amount, MoneyLine.Kind kind, long fees) {
        List<MoneyLine> lines = new ArrayList<>();
        if (amount != 0) {
            lines.add(new MoneyLine(kind, amount, escrow, t, at));
        }
        if (fees != 0) {
            lines.add(new MoneyLine(MoneyLine.Kind.CHAIN_FEES, fees, escrow, t, at));
        }
        return lines;
    }
}
