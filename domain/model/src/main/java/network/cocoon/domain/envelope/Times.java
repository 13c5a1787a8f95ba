package network.cocoon.domain.envelope;

import java.time.Instant;

/** Times inside canonical encodings are whole milliseconds, so that what is signed is what is read back. */
final class Times {

    /** 9999-12-31T23:59:59.999Z: the last instant ISO-8601 writes in four digits of year. */
    private static final long LAST = 253_402_300_799_999L;

    private Times() {}

    static void check(Instant time) {
        long millis = time.toEpochMilli();
        if (millis < 0 || millis > LAST || !Instant.ofEpochMilli(millis).equals(time)) {
            throw new IllegalArgumentException("a time is whole milliseconds from 1970 to 9999");
        }
    }
}
