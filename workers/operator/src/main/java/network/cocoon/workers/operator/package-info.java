/** Settlement on TON: what the operator does on chain, and the contracts it does it with. */
@NullMarked
package network.cocoon.workers.operator;

import org.jspecify.annotations.NullMarked;
