package network.cocoon.workers.operator.port;

import java.time.Instant;

/**
 * What the operator's books are told of the exit on chain. A method that returns has stored durably; one that throws may or
 * may not have. Reports come at least once, by one operator or several, in the order of the chain; a repeated one changes
 * nothing. Each throws {@link ReportRefusedException} where the books cannot be as the chain shows.
 */
public interface ExitReports extends Alarms {

    /** Recognised by number. */
    void stands(ExitRootSeen fact);

    /**
     * No root came in time.
     *
     * @param number  of the root that stands
     * @param through on the chain's clock, until when the exit's whole history counts and has no other
     */
    void opened(long number, Instant through);

    /** Recognised by the leaf's index. */
    void claimed(ExitClaimSeen fact);

    /** What the exit is like now. */
    void seen(ExitSeen sight);
}
