package network.cocoon.commands.scheduling;

import network.cocoon.domain.inference.Candidate;

/**
 * What the scheduler sees of one candidate at one moment.
 *
 * @param standing      what speaks against it before its load is looked at
 * @param coefficient   what it asks for the model, in 1/1000; 0 where it does not offer it
 * @param slots         how many requests it may run at once
 * @param running       how many it runs
 * @param samples       how many finished requests its average is made of
 * @param averageMillis its smoothed time a request; means nothing while there are no samples
 * @param recentFaults  failures at its fault that still count, in 1/1000
 */
record WorkerView(
        Candidate candidate,
        Standing standing,
        int coefficient,
        int slots,
        int running,
        long samples,
        long averageMillis,
        int recentFaults) {

    WorkerView running(int now) {
        return new WorkerView(candidate, standing, coefficient, slots, now, samples, averageMillis, recentFaults);
    }

    enum Standing {
        READY("ready"),
        NOT_OFFERED("not-offered"),
        KEY_EXPIRED("key-expired"),
        REVOKED("measurement-revoked"),
        NOT_ACTIVE("not-active"),
        NOT_LIVE("not-live");

        private final String verdict;

        Standing(String verdict) {
            this.verdict = verdict;
        }

        String verdict() {
            return verdict;
        }
    }
}
