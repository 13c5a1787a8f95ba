package network.cocoon.audit;

import java.util.Set;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;

/** The first events of a log. */
record FirstEvents(long most, LogSource log) implements LogSource {

    private static final class Enough extends RuntimeException {
        Enough() {
            super("enough was read", null, false, false);
        }
    }

    @Override
    public String networkId() {
        return log.networkId();
    }

    @Override
    public Set<Bytes> logKeys() {
        return log.logKeys();
    }

    @Override
    public void read(Consumer<LogEntry> reader) {
        long[] events = new long[1];
        try {
            log.read(entry -> {
                if (events[0]++ == most) {
                    throw new Enough();
                }
                reader.accept(entry);
            });
        } catch (Enough _) {
            // as wanted
        }
    }
}
