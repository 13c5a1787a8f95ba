/**
 * What settles: follows escrows, redeems vouchers, pays providers. Each worker is one round over the ports, to be called
 * again and again, by one process or several at once; between two rounds nothing is remembered but what the books and
 * the chain have. So a crash anywhere is a round that was cut short.
 */
@NullMarked
package network.cocoon.workers.operator.settlement;

import org.jspecify.annotations.NullMarked;
