package network.cocoon.audit;

import java.util.function.BiConsumer;
import network.cocoon.domain.kernel.Digest;

/** Some neighbouring events of a log. Reading one is cheap to ask for and left to whichever thread decodes them. */
interface LogPart {

    /**
     * Hands over every event with its leaf in the log's order.
     *
     * @throws LogReadException where the part is damaged
     */
    void forEach(BiConsumer<LogEntry, Digest> reader);
}
