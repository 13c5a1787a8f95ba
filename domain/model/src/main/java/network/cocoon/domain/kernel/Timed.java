package network.cocoon.domain.kernel;

import java.time.Instant;

/** Has its moment: a command the one at which it is decided, an event the one at which it happened. */
public interface Timed {

    Instant at();
}
