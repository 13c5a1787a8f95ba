package network.cocoon.domain.settlement;

import java.time.LocalDate;
import network.cocoon.domain.kernel.Id;

/** A payout period: one UTC day, {@code yyyy-mm-dd}. */
public record PeriodId(String value) implements Id {

    public PeriodId {
        if (value.length() != 10) {
            throw new IllegalArgumentException("a period is a date, yyyy-mm-dd");
        }
        LocalDate.parse(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
