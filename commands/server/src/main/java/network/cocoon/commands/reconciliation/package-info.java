/** Holding the log against the chain: what the log says, and what rounds found. */
@NullMarked
package network.cocoon.commands.reconciliation;

import org.jspecify.annotations.NullMarked;
