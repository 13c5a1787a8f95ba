package network.cocoon.domain.settlement;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import org.junit.jupiter.api.Test;

class SettlementDeciderTest {

    private static final Instant FROM = Instant.parse("2026-11-20T00:00:00Z");
    private static final Instant UP_TO = Instant.parse("2026-11-21T00:00:00Z");
    private static final Accrual FIRST = accrual("a", 95);
    private static final Accrual SECOND = accrual("b", 190);

    private final DeciderFixture<SettlementCommand, SettlementState, SettlementEvent> open =
            DeciderFixture.of(new SettlementDecider());

    private static Accrual accrual(String owner, long reward) {
        return new Accrual(new ProviderId("own_" + owner.repeat(32)), Nanoton.of(reward), 1);
    }

    private static SettlementCommand.ClosePeriod close(Instant upTo, long charged, Instant at, Accrual... accruals) {
        return new SettlementCommand.ClosePeriod(
                new PeriodId("2026-11-20"), FROM, upTo, Nanoton.of(charged), Nanoton.of(15), List.of(accruals), at);
    }

    @Test
    void closesAWholeDayOnce() {
        var closed = open.given(close(UP_TO, 300, UP_TO, FIRST, SECOND));

        closed.thenAlreadyDone(close(UP_TO, 300, UP_TO.plusSeconds(9), FIRST, SECOND));
        closed.thenRefused(close(UP_TO, 110, UP_TO, FIRST), SettlementRefusal.PERIOD_CLOSED);
    }

    @Test
    void refusesFiguresThatDoNotAddUp() {
        open.thenRefused(close(UP_TO, 301, UP_TO, FIRST, SECOND), SettlementRefusal.INVALID_ACCRUALS);
        open.thenRefused(close(UP_TO, 300, UP_TO, SECOND, FIRST), SettlementRefusal.INVALID_ACCRUALS);
        open.thenRefused(close(UP_TO, 205, UP_TO, FIRST, FIRST), SettlementRefusal.INVALID_ACCRUALS);
        open.thenRefused(close(UP_TO, 300, UP_TO.minusMillis(1), FIRST, SECOND), SettlementRefusal.PERIOD_NOT_OVER);
        open.thenRefused(close(UP_TO.minusMillis(1), 300, UP_TO, FIRST), SettlementRefusal.INVALID_PERIOD);
    }
}
