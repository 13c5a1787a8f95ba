package network.cocoon.commands.escrow;

import java.time.InstantSource;
import java.util.List;
import network.cocoon.commands.admission.LaneBook;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.EscrowApi.EscrowOffer;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.api.EscrowApi.OpenEscrow;
import network.cocoon.wire.api.EscrowApi.RaiseVoucher;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.escrow.TransferLink;
import org.springframework.stereotype.Service;

/** Carries an app's orders about its escrow to its stream, together with the rows that follow from them. */
@Service
class Escrows {

    /** In the link for a wallet; whoever pays may change it. */
    private static final Nanoton PROPOSED_DEPOSIT = Nanoton.of(1_000_000_000);

    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final StateReader states;
    private final LaneBook lanes;
    private final EscrowTable table;
    private final CocoonSettings.Ton settings;
    private final InstantSource clock;
    private final EscrowCells cells = new EscrowCells();

    Escrows(
            Dispatcher dispatcher,
            Transactions transactions,
            StateReader states,
            LaneBook lanes,
            EscrowTable table,
            CocoonSettings settings,
            InstantSource clock) {
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.states = states;
        this.lanes = lanes;
        this.table = table;
        this.settings = settings.ton();
        this.clock = clock;
    }

    EscrowOffer offer() {
        Integer chain = settings.networkId();
        String wallet = settings.wallet();
        if (chain == null || wallet == null) {
            throw new RefusedException(EscrowRefusal.NO_CHAIN, "this network has no chain to pay on");
        }
        return new EscrowOffer(chain, wallet, settings.challengeDelay().toSeconds());
    }

    void open(AccountId account, OpenEscrow order) {
        EscrowOffer offer = offer();
        var opening = new EscrowOpening(
                offer.chain(),
                order.nonce(),
                order.payer(),
                offer.payee(),
                order.voucherKey(),
                order.expiry(),
                offer.delaySeconds());
        transactions.run(() -> {
            Outcome outcome = dispatcher.dispatch(
                    new AccountCommand.OpenEscrow(account, opening, order.signature(), clock.instant()));
            if (outcome instanceof Outcome.Accepted && !table.claim(cells.address(opening), account)) {
                throw new RefusedException(EscrowRefusal.ESCROW_TAKEN, "this escrow is another account's");
            }
        });
    }

    void raise(AccountId account, RaiseVoucher order) {
        transactions.run(() -> {
            List<LaneState> locked = lanes.lock(account);
            Outcome outcome = dispatcher.dispatch(new AccountCommand.AcceptVoucher(
                    account, order.escrow(), order.over(), order.voucher(), locked, clock.instant()));
            if (outcome instanceof Outcome.Accepted accepted) {
                lanes.apply(
                        account,
                        accepted.only(AccountEvent.VoucherAccepted.class).moves());
            }
        });
    }

    EscrowStatus status(AccountId account) {
        Escrow escrow =
                switch (states.account(account)) {
                    case AccountState.Absent _ ->
                        throw new RefusedException(AccountRefusal.ACCOUNT_UNKNOWN, "no such account");
                    case AccountState.Open open ->
                        open.escrow()
                                .orElseThrow(() -> new RefusedException(
                                        AccountRefusal.ESCROW_UNKNOWN, "the account has no open escrow"));
                };
        return new EscrowStatus(
                escrow.address(),
                escrow.opening(),
                escrow.voucherKey(),
                TransferLink.deposit(escrow.opening(), PROPOSED_DEPOSIT),
                escrow.held(),
                escrow.claimed(),
                escrow.backed(),
                escrow.revision(),
                escrow.head().orElse(null),
                escrow.exit());
    }
}
