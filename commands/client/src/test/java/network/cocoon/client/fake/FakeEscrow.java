package network.cocoon.client.fake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountDecider;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.Rejection;
import network.cocoon.wire.api.AppApi;
import network.cocoon.wire.api.EscrowApi;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.escrow.TransferLink;

/** The escrow of the fake operator's one account, by the real operator's decisions, and a chain that does what it is told. */
public final class FakeEscrow {

    static final EscrowApi.EscrowOffer OFFER = new EscrowApi.EscrowOffer(-3, "0:" + "2".repeat(64), 60);

    private final AccountDecider decider;
    private final AccountId account;
    private AccountState state;

    FakeEscrow(String network, AccountId account) {
        this.decider = new AccountDecider(network, new EscrowCells());
        this.account = account;
        this.state = decider.initial();
    }

    synchronized Optional<Rejection> register(AppApi.RegisterApp app) {
        return decide(new AccountCommand.Register(
                account,
                Digest.sha256(),
                app.ownerKey(),
                app.modelFamilies(),
                app.requestsPerDay(),
                app.tokensPerRequest(),
                1,
                app.proof(),
                Digest.sha256(),
                Instant.now()));
    }

    synchronized Optional<Rejection> open(EscrowApi.OpenEscrow order) {
        var opening = new EscrowOpening(
                OFFER.chain(),
                order.nonce(),
                order.payer(),
                OFFER.payee(),
                order.voucherKey(),
                order.expiry(),
                OFFER.delaySeconds());
        return decide(new AccountCommand.OpenEscrow(account, opening, order.signature(), Instant.now()));
    }

    synchronized Optional<Rejection> raise(EscrowApi.RaiseVoucher order) {
        List<LaneState> lanes = List.of(new LaneState(0, 0, Nanoton.ZERO));
        return decide(new AccountCommand.AcceptVoucher(
                account, order.escrow(), order.over(), order.voucher(), lanes, Instant.now()));
    }

    /** Somebody pays in, so that vouchers for so much more are backed. */
    public synchronized void deposit(long nanoton) {
        var transaction = new EscrowTransaction(
                1, Digest.sha256(), Instant.now(), Escrow.MARGIN.plus(Nanoton.of(nanoton)), Nanoton.ZERO, Nanoton.ZERO);
        String address = escrow().orElseThrow().address();
        decide(new AccountCommand.RecordDeposit(account, address, transaction, Instant.now()));
    }

    /** What vouchers authorise. */
    public synchronized Nanoton authorised() {
        return state instanceof AccountState.Open open ? open.authorised() : Nanoton.ZERO;
    }

    synchronized Optional<EscrowApi.EscrowStatus> status() {
        return escrow().map(escrow -> new EscrowApi.EscrowStatus(
                escrow.address(),
                escrow.opening(),
                escrow.voucherKey(),
                TransferLink.deposit(escrow.opening(), Nanoton.of(1)),
                escrow.held(),
                escrow.claimed(),
                escrow.backed(),
                escrow.revision(),
                escrow.head().orElse(null),
                escrow.exit()));
    }

    private Optional<Escrow> escrow() {
        return state instanceof AccountState.Open open ? open.escrow() : Optional.empty();
    }

    private Optional<Rejection> decide(AccountCommand command) {
        return switch (decider.decide(command, state)) {
            case Decision.Accepted<AccountEvent>(var events) -> {
                for (AccountEvent event : events) {
                    state = decider.evolve(state, event);
                }
                yield Optional.empty();
            }
            case Decision.AlreadyDone<AccountEvent> _ -> Optional.empty();
            case Decision.Rejected<AccountEvent>(var rejection) -> Optional.of(rejection);
        };
    }
}
