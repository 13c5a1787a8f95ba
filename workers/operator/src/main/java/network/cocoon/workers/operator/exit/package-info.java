/**
 * Keeps what providers are owed in the exit contract, and hears of claims: {@link
 * network.cocoon.workers.operator.exit.ExitSender} in rounds, between which it remembers nothing.
 */
@NullMarked
package network.cocoon.workers.operator.exit;

import org.jspecify.annotations.NullMarked;
