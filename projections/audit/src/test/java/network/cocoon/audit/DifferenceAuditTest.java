package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementState;
import org.junit.jupiter.api.Test;

/** What the operator's reconciliation found, as it decides it, and as it might wish it had been. */
class DifferenceAuditTest {

    private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");

    private static Difference of(DifferenceName name, String subject) {
        return new Difference(name, subject, null, 0, Nanoton.ZERO, Nanoton.of(1), AT);
    }

    private static MemoryLog rounds() {
        MemoryLog log = Story.told();
        SettlementDecider decider = new SettlementDecider();
        SettlementState state = decider.initial();
        Difference first = of(DifferenceName.BALANCE_DIFFERS, "a");
        Difference second = of(DifferenceName.TERMS_DIFFER, "a");
        Difference third = of(DifferenceName.PAYOUT_OVERDUE, "batch 1");
        for (List<Difference> found :
                List.of(List.of(first, second, third), List.of(second), List.of(third, first), List.<Difference>of())) {
            var command = new SettlementCommand.ReportDifferences(found, List.of(), AT);
            if (decider.decide(command, state) instanceof Decision.Accepted<SettlementEvent> accepted) {
                for (SettlementEvent event : accepted.events()) {
                    log.append(SettlementDecider.RECONCILIATION, event);
                    state = decider.evolve(state, event);
                }
            }
        }
        return log;
    }

    @Test
    void honestRoundsHold() {
        assertThat(Auditor.audit(rounds()).discrepancy()).isNull();
    }

    @Test
    void anAlarmIsFoundAndResolvedOnce() {
        MemoryLog resolvedTwice = rounds();
        resolvedTwice.repeat("settlement.DifferenceResolved", 0);
        assertThat(Auditor.audit(resolvedTwice).discrepancy()).isNotNull();
        MemoryLog neverFound = rounds();
        neverFound.remove("settlement.DifferenceFound", 0);
        assertThat(Auditor.audit(neverFound).discrepancy()).isNotNull();
        MemoryLog explained = rounds();
        explained.tamper("settlement.DifferenceFound", 0, json -> json.withObject("/difference")
                .put("name", "PAYOUT_ON_ITS_WAY"));
        assertThat(Auditor.audit(explained).discrepancy()).isNotNull();
    }
}
