package network.cocoon.domain.account;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.util.Optional;
import network.cocoon.domain.account.AccountCommand.AcceptVoucher;
import network.cocoon.domain.account.AccountCommand.OpenEscrow;
import network.cocoon.domain.account.AccountCommand.RecordDeposit;
import network.cocoon.domain.account.AccountCommand.RecordExit;
import network.cocoon.domain.account.AccountCommand.RecordFinish;
import network.cocoon.domain.account.AccountCommand.RecordRedemption;
import network.cocoon.domain.account.AccountState.Open;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Nanoton;

/** Decisions about an account's escrow: what the app signs is judged, what the chain shows is counted once. */
final class AccountEscrow {

    private final String networkId;
    private final EscrowRules rules;

    AccountEscrow(String networkId, EscrowRules rules) {
        this.networkId = networkId;
        this.rules = rules;
    }

    Decision<AccountEvent> open(OpenEscrow c, Open account) {
        Optional<Escrow> open = account.escrow();
        if (open.isPresent()) {
            return open.get().opening().equals(c.opening())
                    ? alreadyDone()
                    : reject(
                            AccountRefusal.ESCROW_EXISTS,
                            "the open one is " + open.get().address());
        }
        Credit credit = account.credit();
        if (!credit.cameFromEscrows() && !credit.authorised().isZero()) {
            return reject(AccountRefusal.HAS_UNBACKED_CREDIT, "register another account for an escrow");
        }
        if (c.opening().nonce() <= credit.lastNonce() || !EscrowLimits.areSane(c.opening(), c.at())) {
            return reject(AccountRefusal.INVALID_OPENING, EscrowLimits.WORDS);
        }
        String address = rules.address(c.opening());
        byte[] statement = AccountStatements.escrow(networkId, c.account(), address);
        if (!Signatures.verify(account.ownerKey(), c.signature(), statement)) {
            return reject(AccountRefusal.INVALID_OPENING_SIGNATURE, "the owner key did not sign " + address);
        }
        return accept(new AccountEvent.EscrowOpened(c.account(), address, c.opening(), c.signature(), c.at()));
    }

    Decision<AccountEvent> deposit(RecordDeposit c, Open account) {
        return known(c.escrow(), account)
                .map(escrow -> seen(escrow, c.transaction())
                        .orElseGet(() -> accept(
                                new AccountEvent.EscrowFunded(c.account(), c.escrow(), c.transaction(), c.at()))))
                .orElseGet(() -> unknown(c.escrow()));
    }

    Decision<AccountEvent> redeem(RecordRedemption c, Open account) {
        return known(c.escrow(), account)
                .map(escrow -> seen(escrow, c.transaction()).orElseGet(() -> redeem(c, escrow)))
                .orElseGet(() -> unknown(c.escrow()));
    }

    private static Decision<AccountEvent> redeem(RecordRedemption c, Escrow escrow) {
        if (c.claimed().compareTo(escrow.claimed()) <= 0 || c.claimed().compareTo(escrow.promised()) > 0) {
            return reject(
                    AccountRefusal.ESCROW_MISMATCH,
                    c.claimed() + " claimed is not between " + escrow.claimed() + " and the " + escrow.promised()
                            + " promised");
        }
        return accept(new AccountEvent.VoucherRedeemed(c.account(), c.escrow(), c.transaction(), c.claimed(), c.at()));
    }

    Decision<AccountEvent> exit(RecordExit c, Open account) {
        return known(c.escrow(), account)
                .map(escrow -> seen(escrow, c.transaction())
                        .orElseGet(() -> accept(new AccountEvent.WithdrawalRequested(
                                c.account(), c.escrow(), c.transaction(), c.exit(), c.at()))))
                .orElseGet(() -> unknown(c.escrow()));
    }

    Decision<AccountEvent> finish(RecordFinish c, Open account) {
        return known(c.escrow(), account)
                .map(escrow -> seen(escrow, c.transaction()).orElseGet(() -> finish(c, account, escrow)))
                .orElseGet(() -> unknown(c.escrow()));
    }

    private static Decision<AccountEvent> finish(RecordFinish c, Open account, Escrow escrow) {
        EscrowExit exit = escrow.exit();
        if (exit == null) {
            return reject(AccountRefusal.ESCROW_NOT_LEAVING, "nobody asked this escrow for anything");
        }
        if (!Lanes.areAll(c.lanes(), account.lanes())) {
            return reject(AccountRefusal.LANES_MISMATCH, "all lanes, in order");
        }
        Nanoton lost = escrow.promised().minus(escrow.claimed());
        var moves = Lanes.take(lost, c.lanes());
        long taken = -moves.stream().mapToLong(move -> move.delta()).sum();
        Nanoton shortfall = lost.minus(Nanoton.of(taken));
        Nanoton left = account.authorised().minus(Nanoton.of(taken));
        return accept(
                exit.newKey() == null
                        ? new AccountEvent.EscrowClosed(
                                c.account(), c.escrow(), c.transaction(), left, moves, shortfall, c.at())
                        : new AccountEvent.VoucherKeyChanged(
                                c.account(),
                                c.escrow(),
                                c.transaction(),
                                exit.newKey(),
                                left,
                                moves,
                                shortfall,
                                c.at()));
    }

    Decision<AccountEvent> promise(AcceptVoucher c, Open account) {
        Optional<Escrow> escrow = known(c.escrow(), account);
        if (escrow.isEmpty()) {
            return unknown(c.escrow());
        }
        if (escrow.get().head().filter(c.voucher()::equals).isPresent()) {
            return alreadyDone();
        }
        return VoucherRules.refusal(c, account, escrow.get(), rules)
                .<Decision<AccountEvent>>map(Decision.Rejected::new)
                .orElseGet(() -> accept(new AccountEvent.VoucherAccepted(
                        c.account(),
                        c.escrow(),
                        c.over() + 1,
                        c.voucher(),
                        account.authorised().plus(increase(c, escrow.get())),
                        Lanes.spread(
                                c.voucher()
                                        .cumulative()
                                        .minus(escrow.get().promised())
                                        .value(),
                                c.lanes()),
                        c.at())));
    }

    private static Nanoton increase(AcceptVoucher c, Escrow escrow) {
        return c.voucher().cumulative().minus(escrow.promised());
    }

    private static Optional<Escrow> known(String address, Open account) {
        return account.escrow().filter(escrow -> escrow.address().equals(address));
    }

    private static Decision<AccountEvent> unknown(String address) {
        return reject(AccountRefusal.ESCROW_UNKNOWN, "the account has no open escrow " + address);
    }

    /** The answer for a transaction that changes nothing; empty where it is new and adds up. */
    private static Optional<Decision<AccountEvent>> seen(Escrow escrow, EscrowTransaction transaction) {
        return switch (escrow.seen().find(transaction)) {
            case SAME -> Optional.of(alreadyDone());
            case OTHER ->
                Optional.of(reject(
                        AccountRefusal.TRANSACTION_CHANGED, "another transaction stands at " + transaction.lt()));
            case FORGOTTEN ->
                Optional.of(reject(
                        AccountRefusal.TRANSACTION_TOO_OLD,
                        "transactions up to " + escrow.seen().floor() + " are forgotten"));
            case NEW ->
                escrow.heldAfter(transaction) < 0
                        ? Optional.of(reject(
                                AccountRefusal.ESCROW_MISMATCH,
                                "the escrow held " + escrow.held() + ", which does not pay for this"))
                        : Optional.empty();
        };
    }
}
