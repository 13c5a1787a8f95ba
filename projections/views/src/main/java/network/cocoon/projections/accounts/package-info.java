/** Apps' accounts: what they may spend, hold reserved and have spent. */
@NullMarked
package network.cocoon.projections.accounts;

import org.jspecify.annotations.NullMarked;
