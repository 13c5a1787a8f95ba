package network.cocoon.workers.fuzz;

/**
 * How long each parser is tried.
 *
 * @param seconds of the clock
 * @param runs so many inputs instead, however long they take; 0 for none
 */
record FuzzLimits(int seconds, long runs) {

    /** Start-up, and what the clock shows of a process that is let run only when others rest: at a load of 20 it took six minutes. */
    private static final int GRACE = 1_500;

    private static final int DAY = 24 * 60 * 60;

    FuzzLimits {
        if (seconds < 1 || runs < 0) {
            throw new IllegalArgumentException("fuzzing takes a second at least");
        }
    }

    String option() {
        return runs > 0 ? "-runs=" + runs : "-max_total_time=" + seconds;
    }

    int atMostSeconds() {
        return runs > 0 ? DAY : seconds + GRACE;
    }
}
