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
     * Hands over the whole log in the order of its dense index, in parts which other threads may read while the next are
     * fetched.
     *
     * @throws LogReadException where the log cannot be read
     */
    void readParts(Consumer<LogPart> taker);
}
