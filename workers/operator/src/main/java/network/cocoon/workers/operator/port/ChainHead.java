package network.cocoon.workers.operator.port;

import java.time.Instant;

/**
 * A masterchain block as its server gives it.
 *
 * @param seqno number in the masterchain
 * @param time  the chain's time, whole seconds; never the operator's own clock
 */
public record ChainHead(long seqno, Instant time) {}
