package network.cocoon.wire.json;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code 2026-11-21T01:02:03Z}, with no, three or six digits of a second: how times are written. */
final class PlainInstant {

    private static final int[] DAYS_IN_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int SECONDS = 19;

    private PlainInstant() {}

    /** Null for every other form, right or wrong. */
    static @Nullable Instant parse(byte[] text, int from, int to) {
        int length = to - from;
        boolean plain = (length == SECONDS + 1 || length == SECONDS + 5 || length == SECONDS + 8)
                && text[to - 1] == 'Z'
                && text[from + 4] == '-'
                && text[from + 7] == '-'
                && text[from + 10] == 'T'
                && text[from + 13] == ':'
                && text[from + 16] == ':'
                && (length == SECONDS + 1 || text[from + SECONDS] == '.');
        if (!plain) {
            return null;
        }
        int year = digits(text, from, from + 4);
        int month = digits(text, from + 5, from + 7);
        int day = digits(text, from + 8, from + 10);
        int hour = digits(text, from + 11, from + 13);
        int minute = digits(text, from + 14, from + 16);
        int second = digits(text, from + 17, from + 19);
        int fraction = length == SECONDS + 1 ? 0 : digits(text, from + SECONDS + 1, to - 1);
        // One digit that was none made its number negative.
        if ((year | month | day | hour | minute | second | fraction) < 0
                || !isDate(year, month, day)
                || hour > 23
                || minute > 59
                || second > 59) {
            return null;
        }
        int nanos = length == SECONDS + 5 ? fraction * 1_000_000 : fraction * 1_000;
        return Instant.ofEpochSecond(
                epochDay(year, month, day) * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
    }

    private static int digits(byte[] text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static boolean isDate(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1) {
            return false;
        }
        int days = month == 2 && isLeap(year) ? 29 : DAYS_IN_MONTH[month - 1];
        return day <= days;
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Days since 1970 in the Gregorian calendar; a year counts from March, so that the leap day is its last. */
    private static long epochDay(int year, int month, int day) {
        long y = month > 2 ? year : year - 1;
        long sinceMarch = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        // Year 0 begins 719,528 days before 1970, its March 60 days later.
        return 365 * y + Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400) + sinceMarch - 719_468;
    }
}
