/**
 * A chain of blocks on one machine: accounts, logical time, a queue of internal messages, faucet, and a log of all that
 * happened. What a message does is TON's own code; what is ours is only order, time and keeping.
 */
@NullMarked
package network.cocoon.workers.devchain.chain;

import org.jspecify.annotations.NullMarked;
