package network.cocoon.client.account;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountDecider;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.EscrowApi.EscrowStatus;
import network.cocoon.wire.api.EscrowApi.RaiseVoucher;
import network.cocoon.wire.escrow.EscrowCells;

/** The operator's side of one account: its real decisions, in memory. */
final class Ledger implements EscrowCalls {

    private static final String NETWORK = "test";
    private static final AccountId APP = new AccountId("app_" + "a".repeat(32));
    private static final Instant OPENED = Instant.parse("2026-11-20T10:00:00Z");

    private final AccountDecider decider = new AccountDecider(NETWORK, new EscrowCells());
    private final EscrowOpening opening;
    private AccountState state = decider.initial();
    private long used;

    Ledger(SigningKey owner, long deposit) {
        List<String> families = List.of("tiny");
        Digest none = Digest.sha256();
        decide(new AccountCommand.Register(
                APP,
                none,
                owner.publicKey(),
                families,
                10,
                10,
                1,
                owner.sign(AccountStatements.registration(NETWORK, owner.publicKey(), families, 10, 10)),
                none,
                OPENED));
        opening = new EscrowOpening(
                -3,
                1,
                "0:" + "1".repeat(64),
                "0:" + "2".repeat(64),
                owner.publicKey(),
                OPENED.plusSeconds(90L * 86_400),
                60);
        String address = new EscrowCells().address(opening);
        decide(new AccountCommand.OpenEscrow(
                APP, opening, owner.sign(AccountStatements.escrow(NETWORK, APP, address)), OPENED));
        Nanoton amount = Escrow.MARGIN.plus(Nanoton.of(deposit));
        var transaction = new EscrowTransaction(1, none, OPENED, amount, Nanoton.ZERO, Nanoton.ZERO);
        decide(new AccountCommand.RecordDeposit(APP, address, transaction, OPENED));
    }

    private void decide(AccountCommand command) {
        switch (decider.decide(command, state)) {
            case Decision.Accepted<AccountEvent>(var events) -> {
                for (AccountEvent event : events) {
                    state = decider.evolve(state, event);
                }
            }
            case Decision.AlreadyDone<AccountEvent> _ -> {}
            case Decision.Rejected<AccountEvent>(var r) ->
                throw new OperatorProblem(
                        422, ((Enum<?>) r.code()).name(), r.code().mustAct(), r.detail());
        }
    }

    synchronized void use(long nanoton) {
        used += nanoton;
    }

    synchronized Nanoton promised() {
        return account().authorised();
    }

    private AccountState.Open account() {
        return (AccountState.Open) state;
    }

    @Override
    public synchronized EscrowStatus escrow() {
        Escrow escrow = account().escrow().orElseThrow();
        return new EscrowStatus(
                escrow.address(),
                opening,
                escrow.voucherKey(),
                "",
                escrow.held(),
                escrow.claimed(),
                escrow.backed(),
                escrow.revision(),
                escrow.head().orElse(null),
                escrow.exit());
    }

    @Override
    public synchronized Nanoton available() {
        return Nanoton.of(account().authorised().value() - used);
    }

    @Override
    public synchronized EscrowStatus raise(RaiseVoucher order) throws IOException {
        decide(new AccountCommand.AcceptVoucher(
                APP,
                order.escrow(),
                order.over(),
                order.voucher(),
                List.of(new LaneState(0, 0, Nanoton.ZERO)),
                OPENED));
        return escrow();
    }
}
