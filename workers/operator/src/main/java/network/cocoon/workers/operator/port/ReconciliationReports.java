package network.cocoon.workers.operator.port;

/** Where rounds of reconciliation are told. */
public interface ReconciliationReports {

    /**
     * A round ended. A method that returns has stored durably what alarms; one that throws may or may not have, and the next
     * round says it again.
     */
    void compared(ReconciliationRound round);
}
