package network.cocoon.domain.settlement;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.Timed;

/** Orders to a payout period. */
public sealed interface SettlementCommand extends Timed {

    PeriodId period();

    record ClosePeriod(
            PeriodId period,
            Instant from,
            Instant upTo,
            Nanoton charged,
            Nanoton fees,
            List<Accrual> accruals,
            Instant at)
            implements SettlementCommand {
        public ClosePeriod {
            accruals = List.copyOf(accruals);
        }
    }
}
