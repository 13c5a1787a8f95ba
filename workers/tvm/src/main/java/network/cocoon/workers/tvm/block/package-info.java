/** Accounts, messages and transactions as TON writes them (crypto/block/block.tlb), as far as a local chain needs them. */
@NullMarked
package network.cocoon.workers.tvm.block;

import org.jspecify.annotations.NullMarked;
