package network.cocoon.audit;

import java.util.function.Consumer;

/** Some neighbouring events of a log. Reading one is cheap to ask for and left to whichever thread decodes them. */
interface LogPart {

    /**
     * Hands over every event in the log's order.
     *
     * @throws LogReadException where the part is damaged
     */
    void forEach(Consumer<LogEntry> reader);
}
