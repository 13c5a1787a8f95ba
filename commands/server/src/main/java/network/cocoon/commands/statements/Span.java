package network.cocoon.commands.statements;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.settlement.PeriodId;

/** Whole UTC days, the last one excluded. */
record Span(Instant from, Instant upTo) {

    private static final int MOST_DAYS = 366;

    static Span of(PeriodId first, PeriodId end) {
        LocalDate from = LocalDate.parse(first.value());
        LocalDate upTo = LocalDate.parse(end.value());
        long days = ChronoUnit.DAYS.between(from, upTo);
        if (days < 1 || days > MOST_DAYS) {
            throw new RefusedException(
                    StatementRefusal.INVALID_STATEMENT, "a statement is of 1 to " + MOST_DAYS + " days");
        }
        return new Span(
                from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                upTo.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
