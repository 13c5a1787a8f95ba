package network.cocoon.audit;

import java.util.Set;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;

/** Where a log is read from. */
public interface LogSource {

    /** The network whose statements were signed. Not believed: every signature in the log covers it. */
    String networkId();

    /**
     * The log's public keys, raw Ed25519: one of them signed each assignment. An auditor who was told the key
     * elsewhere says so and does not ask the source.
     */
    Set<Bytes> logKeys();

    /**
     * Hands over every event in the order of the log's dense index.
     *
     * @throws LogReadException where the log cannot be read
     */
    void read(Consumer<LogEntry> reader);

    /** Hands over the whole log in parts, which other threads may read while the next are fetched. */
    default void readParts(Consumer<LogPart> taker) {
        Parts.gather(this, taker);
    }
}
