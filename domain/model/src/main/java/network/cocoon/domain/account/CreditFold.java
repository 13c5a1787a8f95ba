package network.cocoon.domain.account;

/** The fold of an account's escrow and of the credit that it backs. */
final class CreditFold {

    private CreditFold() {}

    static Credit evolve(Credit credit, AccountEvent event) {
        if (event instanceof AccountEvent.EscrowOpened e) {
            return credit.opened(Escrow.opened(e.escrow(), e.opening()));
        }
        Escrow escrow = credit.escrow();
        // Nothing can precede the opening, so nothing else changes an account without an escrow.
        return escrow == null ? credit : evolve(credit, escrow, event);
    }

    private static Credit evolve(Credit credit, Escrow escrow, AccountEvent event) {
        return switch (event) {
            case AccountEvent.EscrowFunded e -> credit.with(escrow.after(e.transaction()));
            case AccountEvent.VoucherAccepted e ->
                credit.with(e.authorised(), e.voucher().validUntil().minus(Escrow.TIME_TO_REDEEM))
                        .with(escrow.promised(e.revision(), e.voucher()));
            case AccountEvent.VoucherRedeemed e ->
                credit.with(escrow.after(e.transaction()).redeemed(e.claimed()));
            case AccountEvent.WithdrawalRequested e ->
                credit.with(escrow.after(e.transaction()).leaving(e.exit()));
            // What is left was redeemed, so it is paid for, and good for as long as the escrow could have been.
            case AccountEvent.VoucherKeyChanged e ->
                credit.with(e.authorised(), escrow.opening().expiry())
                        .with(escrow.after(e.transaction()).rekeyed(e.key()));
            case AccountEvent.EscrowClosed e ->
                credit.with(e.authorised(), escrow.opening().expiry()).closed();
            case AccountEvent.EscrowOpened _,
                    AccountEvent.Registered _,
                    AccountEvent.ApiKeyIssued _,
                    AccountEvent.ApiKeyRevoked _,
                    AccountEvent.ClientKeyCertified _,
                    AccountEvent.ClientKeyRevoked _,
                    AccountEvent.CreditAuthorized _,
                    AccountEvent.LanesRebalanced _,
                    AccountEvent.Suspended _,
                    AccountEvent.Resumed _ -> credit;
        };
    }
}
