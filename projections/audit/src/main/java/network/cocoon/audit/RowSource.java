package network.cocoon.audit;

import java.util.function.Consumer;
import network.cocoon.domain.transparency.LeafRow;

/** A log that comes row by row. */
public interface RowSource extends LogSource {

    /**
     * Hands over every event in the order of the log's dense index.
     *
     * @throws LogReadException where the log cannot be read
     */
    void read(Consumer<LeafRow> reader);

    @Override
    default void readParts(Consumer<LogPart> taker) {
        Parts.gather(this, taker);
    }
}
