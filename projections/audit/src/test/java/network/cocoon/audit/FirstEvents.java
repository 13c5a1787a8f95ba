package network.cocoon.audit;

import java.util.Set;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;

/** The first events of a log. */
record FirstEvents(long most, LogSource log) implements LogSource {

    @Override
    public String networkId() {
        return log.networkId();
    }

    @Override
    public Set<Bytes> logKeys() {
        return log.logKeys();
    }

    /** A part without events, the first one behind them, is the end. */
    @Override
    public void readParts(Consumer<LogPart> taker) {
        log.readParts(part -> taker.accept(reader -> part.forEach((entry, leaf) -> {
            if (entry.index() <= most) {
                reader.accept(entry, leaf);
            }
        })));
    }
}
