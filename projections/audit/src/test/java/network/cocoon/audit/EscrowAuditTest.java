package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountDecider;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.AccountStatements;
import network.cocoon.domain.account.Escrow;
import network.cocoon.domain.account.EscrowExit;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.account.SignedVoucher;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.escrow.Promise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** An escrow's life, as the server decides it, and as an operator might wish it had been. */
class EscrowAuditTest {

    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
    private static final SigningKey OWNER = Story.key(9);
    private static final EscrowCells CELLS = new EscrowCells();

    private final AccountDecider decider = new AccountDecider(Story.NETWORK, CELLS);
    private final MemoryLog log = new MemoryLog();
    private final List<LaneState> lanes =
            new ArrayList<>(List.of(new LaneState(0, 0, Nanoton.ZERO), new LaneState(1, 0, Nanoton.ZERO)));

    private MemoryLog life() {
        life(new AccountId("app_" + "a".repeat(32)), 7);
        return log;
    }

    private void life(AccountId app, long nonce) {
        AccountState state = register(app);
        var opening = new EscrowOpening(
                -3,
                nonce,
                "0:" + "1".repeat(64),
                "0:" + "2".repeat(64),
                OWNER.publicKey(),
                AT.plus(Duration.ofDays(300)),
                3600);
        String escrow = CELLS.address(opening);
        state = decide(
                app,
                state,
                new AccountCommand.OpenEscrow(
                        app, opening, OWNER.sign(AccountStatements.escrow(Story.NETWORK, app, escrow)), AT));
        Nanoton deposit = Escrow.MARGIN.plus(Nanoton.of(1000));
        state = decide(app, state, new AccountCommand.RecordDeposit(app, escrow, transaction(1, deposit), AT));
        state = decide(app, state, voucher(app, opening, 0, 400));
        state = decide(app, state, voucher(app, opening, 1, 701));
        state = decide(
                app,
                state,
                new AccountCommand.RecordRedemption(app, escrow, transaction(2, Nanoton.ZERO), Nanoton.of(400), AT));
        var exit = new EscrowExit(null, AT.plusSeconds(3600));
        state = decide(app, state, new AccountCommand.RecordExit(app, escrow, transaction(3, Nanoton.ZERO), exit, AT));
        decide(app, state, new AccountCommand.RecordFinish(app, escrow, transaction(4, Nanoton.ZERO), lanes, AT));
    }

    private AccountState register(AccountId app) {
        List<String> families = List.of("Cocoon");
        return decide(
                app,
                decider.initial(),
                new AccountCommand.Register(
                        app,
                        Digest.sha256(),
                        OWNER.publicKey(),
                        families,
                        10,
                        10,
                        2,
                        OWNER.sign(AccountStatements.registration(Story.NETWORK, OWNER.publicKey(), families, 10, 10)),
                        Digest.sha256(),
                        AT));
    }

    private AccountCommand voucher(AccountId app, EscrowOpening opening, long over, long cumulative) {
        SignedVoucher signed = EscrowCells.signed(EscrowCells.keys(opening, OWNER.publicKey())
                .sign(OWNER, new Promise(Nanoton.of(cumulative), AT.plus(Duration.ofDays(30)))));
        return new AccountCommand.AcceptVoucher(app, CELLS.address(opening), over, signed, lanes, AT);
    }

    private static EscrowTransaction transaction(long lt, Nanoton credited) {
        return new EscrowTransaction(lt, Story.digest("transaction " + lt), AT, credited, Nanoton.ZERO, Nanoton.ZERO);
    }

    private AccountState decide(AccountId app, AccountState state, AccountCommand command) {
        if (!(decider.decide(command, state) instanceof Decision.Accepted<AccountEvent> accepted)) {
            throw new IllegalStateException("not accepted: " + decider.decide(command, state));
        }
        AccountState next = state;
        for (AccountEvent event : accepted.events()) {
            log.append(app.value(), event);
            next = decider.evolve(next, event);
            switch (event) {
                case AccountEvent.VoucherAccepted e -> e.moves().forEach(this::move);
                case AccountEvent.EscrowClosed e -> e.moves().forEach(this::move);
                default -> {}
            }
        }
        return next;
    }

    private void move(LaneMove move) {
        Nanoton free = Nanoton.of(lanes.get(move.lane()).free().value() + move.delta());
        lanes.set(move.lane(), new LaneState(move.lane(), move.version(), free));
    }

    @Test
    void anHonestLifeHolds() {
        AuditReport report = Auditor.audit(life());
        assertThat(report.discrepancy()).isNull();
        assertThat(report.accounts()).singleElement().satisfies(bill -> assertThat(bill.free())
                .as("what was redeemed and not used")
                .isEqualTo(400));
    }

    static List<Arguments> lies() {
        return List.of(
                lie("a deposit that was larger", "account.EscrowFunded", json -> json.withObject("/transaction")
                        .put("came", "1")),
                lie("a voucher for more", "account.VoucherAccepted", json -> json.withObject("/voucher")
                        .put("cumulative", "500")),
                lie("credit that nobody promised", "account.VoucherAccepted", json -> json.put("authorised", "401")),
                lie("a voucher signed by nobody", "account.VoucherAccepted", json -> json.withObject("/voucher")
                        .put("signature", "A".repeat(86))),
                lie("an opening that was not signed", "account.EscrowOpened", json -> json.withObject("/opening")
                        .put("payee", "0:" + "3".repeat(64))),
                lie("more redeemed than promised", "account.VoucherRedeemed", json -> json.put("claimed", "702")),
                lie("credit kept back", "account.EscrowClosed", json -> json.put("shortfall", "1")),
                lie("credit given away", "account.EscrowClosed", json -> json.put("authorised", "500")));
    }

    private static Arguments lie(String what, String event, Consumer<ObjectNode> change) {
        return Arguments.of(what, event, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void aLieIsFound(String what, String event, Consumer<ObjectNode> change) {
        MemoryLog tampered = life();
        tampered.tamper(event, 0, change);
        assertThat(Auditor.audit(tampered).discrepancy()).as(what).isNotNull();
    }

    @Test
    void aTransactionCountsOnce() {
        MemoryLog repeated = life();
        repeated.repeat("account.EscrowFunded", 0);
        assertThat(Auditor.audit(repeated).discrepancy()).isNotNull();
    }

    @Test
    void anAddressIsOneAccounts() {
        life();
        lanes.replaceAll(lane -> new LaneState(lane.lane(), 0, Nanoton.ZERO));
        life(new AccountId("app_" + "b".repeat(32)), 7);
        assertThat(Auditor.audit(log).discrepancy()).isNotNull().satisfies(d -> assertThat(d.rule())
                .isEqualTo("escrow"));
    }
}
