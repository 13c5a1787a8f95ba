package network.cocoon.domain.kernel;

import java.time.LocalDate;

/**
 * The position of a request in its account's day, so that an auditor can check the daily limit.
 *
 * @param day    the UTC day
 * @param number 1 for the first request of the day, contiguous
 */
public record DayCount(LocalDate day, int number) {

    public DayCount {
        if (number < 1) {
            throw new IllegalArgumentException("a day's count starts at 1");
        }
    }
}
