package network.cocoon.domain.settlement;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.Timed;

/** Named {@code settlement.*} in the log; the stream's id is the period's, for example {@code 2026-11-21}. */
public sealed interface SettlementEvent extends Timed {

    /**
     * Everything completed in the period, added up. Payment on chain follows from this event.
     *
     * @param upTo     every completion with {@code at} in the period is counted; none is counted in two periods
     * @param charged  what apps pay in all, {@code rewards + fees}
     * @param accruals what each provider earned, in order of provider id
     */
    record PeriodClosed(
            PeriodId period,
            Instant from,
            Instant upTo,
            Nanoton charged,
            Nanoton fees,
            List<Accrual> accruals,
            Instant at)
            implements SettlementEvent {
        public PeriodClosed {
            accruals = List.copyOf(accruals);
        }
    }
}
