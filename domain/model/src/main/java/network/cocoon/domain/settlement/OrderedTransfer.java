package network.cocoon.domain.settlement;

import java.time.Instant;

/**
 * A transfer that was ordered once.
 *
 * @param batch under which it goes out, and by which the log says what became of it
 */
public record OrderedTransfer(long batch, Transfer transfer, Instant at) {}
