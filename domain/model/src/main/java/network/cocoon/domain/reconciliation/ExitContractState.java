package network.cocoon.domain.reconciliation;

import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.settlement.ExitTerms;

/** What stands at the exit's address. */
public sealed interface ExitContractState {

    /** Nothing yet, or coins that wait for the first root. */
    record None() implements ExitContractState {}

    /** Its rent was not paid. */
    record Frozen() implements ExitContractState {}

    /** Other code, or data that no exit has. */
    record Foreign(Digest code) implements ExitContractState {}

    /**
     * The exit.
     *
     * @param number of the root that stands; 0 before the first
     * @param since  when that was set; the epoch before the first
     * @param asked  from when its owner may take the reserve while it is closed; the epoch where it did not ask
     */
    record Live(ExitTerms terms, long number, Digest root, Instant since, Instant asked) implements ExitContractState {

        /** From then on it pays claims; only where a root stands. */
        Instant opensAt() {
            return since.plusSeconds(terms.delaySeconds());
        }

        boolean isOpen(Instant now) {
            return number != 0 && !now.isBefore(opensAt());
        }
    }
}
