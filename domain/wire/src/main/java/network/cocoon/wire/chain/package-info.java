/**
 * A file of what the chain shows of escrows and of the network's wallet, which whoever has a gateway writes and an auditor
 * reads. Values of a contract are not in it, only its cells.
 */
@NullMarked
package network.cocoon.wire.chain;

import org.jspecify.annotations.NullMarked;
