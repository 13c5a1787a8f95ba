package network.cocoon.workers.operator.port;

import network.cocoon.domain.kernel.Digest;

/**
 * A root that the books ordered and that does not stand yet. There is one root for each number, for ever.
 *
 * @param number of the order, from 1
 */
public record ExitOrder(long number, Digest root) {}
