package network.cocoon.audit;

/**
 * Something in the log that cannot be.
 *
 * @param index     of the event where it showed; 0 where it showed only at the end of the log
 * @param stream    kind of stream, for example {@code inference}
 * @param aggregate the stream's id
 * @param rule      which rule is broken, for example {@code receipt}
 */
public record Discrepancy(long index, String stream, String aggregate, String rule, String expected, String found) {

    @Override
    public String toString() {
        String where = index == 0 ? "at the end of the log" : "at event " + index;
        return where + ", " + stream + " " + aggregate + ", rule " + rule + ": expected " + expected + ", found "
                + found;
    }
}
