/** Plain pages over the chain: accounts, transactions, trees of messages, bodies. No script, nothing from elsewhere. */
@NullMarked
package network.cocoon.workers.devchain.explorer;

import org.jspecify.annotations.NullMarked;
