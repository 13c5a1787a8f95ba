package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.Payee;
import network.cocoon.domain.settlement.PayoutFailure;
import network.cocoon.domain.settlement.PayoutMessage;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.domain.settlement.Transfer;
import network.cocoon.domain.settlement.TransferId;
import network.cocoon.domain.settlement.TransferPurpose;
import network.cocoon.domain.settlement.WalletTransaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** What a closed period earned is paid, once, to the wallet that was proven. */
class PayoutAuditTest {

    private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");
    private static final Nanoton EARNED = Nanoton.of(5700);
    private static final WalletTransaction SENT = new WalletTransaction(9, Story.digest("sent"), AT);

    private final SettlementDecider decider = new SettlementDecider();
    private SettlementState state = decider.initial();

    private MemoryLog paid() {
        MemoryLog log = Story.told();
        decide(
                log,
                new SettlementCommand.CreditBalances(
                        new PeriodId("2026-11-20"), List.of(new Accrual(Story.OWNER, EARNED, 2)), AT));
        schedule(log);
        submit(log, 1);
        decide(log, new SettlementCommand.FailPayout(1, PayoutFailure.LIST_FAILED, SENT, Nanoton.of(3), AT));
        schedule(log);
        submit(log, 2);
        decide(log, new SettlementCommand.ConfirmPayout(2, SENT, SENT, Nanoton.of(7), AT));
        decide(
                log,
                new SettlementCommand.OrderTransfer(
                        new Transfer(new TransferId("fees"), Story.ADDRESS, Nanoton.of(9), TransferPurpose.FEES, ""),
                        AT));
        submit(log, 3);
        decide(log, new SettlementCommand.ConfirmPayout(3, SENT, SENT, Nanoton.of(7), AT));
        return log;
    }

    private void schedule(MemoryLog log) {
        List<Payee> payees = List.of(new Payee(Story.OWNER, Story.ADDRESS));
        decide(log, new SettlementCommand.SchedulePayout(Nanoton.of(1), 250, payees, AT));
    }

    private void submit(MemoryLog log, long batch) {
        var message = new PayoutMessage(
                Story.digest("message"),
                1,
                AT,
                Duration.ofHours(1).toSeconds(),
                8,
                Story.digest("before"),
                Bytes.of(new byte[] {1}));
        decide(log, new SettlementCommand.SubmitPayout(batch, message, AT));
    }

    private void decide(MemoryLog log, SettlementCommand command) {
        if (!(decider.decide(command, state) instanceof Decision.Accepted<SettlementEvent> accepted)) {
            throw new IllegalStateException("not accepted: " + decider.decide(command, state));
        }
        SettlementEvent event = accepted.events().getFirst();
        log.append(SettlementDecider.PAYOUTS, event);
        state = decider.evolve(state, event);
    }

    @Test
    void whatWasPaidOnceHolds() {
        assertThat(Auditor.audit(paid()).discrepancy()).isNull();
    }

    static List<Arguments> lies() {
        return List.of(
                lie("more than was earned", "settlement.BalancesCredited", json -> ((ObjectNode)
                                json.withArray("/accruals").get(0))
                        .put("reward", "5701")),
                lie(
                        "a period that nobody closed",
                        "settlement.BalancesCredited",
                        json -> json.put("period", "2026-11-19")),
                lie("more than is owed", "settlement.PayoutScheduled", json -> ((ObjectNode)
                                json.withArray("/payments").get(0))
                        .put("amount", "5701")),
                lie("another's wallet", "settlement.PayoutScheduled", json -> ((ObjectNode)
                                json.withArray("/payments").get(0))
                        .put("address", "0:" + "e".repeat(64))),
                lie("a batch that was never scheduled", "settlement.PayoutConfirmed", json -> json.put("batch", 4)),
                lie("a transfer under another's number", "settlement.TransferOrdered", json -> json.put("batch", 2)),
                lie("a transfer of nothing", "settlement.TransferOrdered", json -> ((ObjectNode) json.get("transfer"))
                        .put("amount", "0")),
                lie("paid although it had failed", "settlement.PayoutConfirmed", json -> json.put("batch", 1)));
    }

    private static Arguments lie(String what, String event, Consumer<ObjectNode> change) {
        return Arguments.of(what, event, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void aLieIsFound(String what, String event, Consumer<ObjectNode> change) {
        MemoryLog log = paid();
        log.tamper(event, 0, change);
        assertThat(Auditor.audit(log).discrepancy()).as(what).isNotNull().satisfies(d -> assertThat(d.aggregate())
                .isEqualTo(SettlementDecider.PAYOUTS));
    }

    @ParameterizedTest
    @MethodSource("events")
    void nothingCountsTwice(String event) {
        MemoryLog log = paid();
        log.repeat(event, 0);
        assertThat(Auditor.audit(log).discrepancy()).isNotNull();
    }

    static List<String> events() {
        return List.of(
                "settlement.BalancesCredited",
                "settlement.PayoutSubmitted",
                "settlement.TransferOrdered",
                "settlement.PayoutConfirmed");
    }
}
