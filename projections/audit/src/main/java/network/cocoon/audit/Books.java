package network.cocoon.audit;

/** The books that span streams. */
record Books(LaneBook lanes, SlotBook slots, DayBook days, Ledger ledger) {

    static Books empty() {
        return new Books(new LaneBook(), new SlotBook(), new DayBook(), new Ledger());
    }

    /** Nothing may be left waiting for a move that never came. */
    void finish() {
        lanes.finish();
        slots.finish();
        days.finish();
        ledger.finish();
    }
}
