package network.cocoon.domain.settlement;

/** A payout period's state. */
public sealed interface SettlementState {

    /** Its day is running, or nobody closed it yet. */
    record Open() implements SettlementState {}

    /** Added up; the figures never change again. */
    record Closed(SettlementEvent.PeriodClosed figures) implements SettlementState {}
}
