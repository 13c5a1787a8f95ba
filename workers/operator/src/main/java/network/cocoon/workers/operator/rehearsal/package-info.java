/**
 * Tries messages on TON's own emulator before they are sent: {@link
 * network.cocoon.workers.operator.rehearsal.EmulatorRehearsal}. What must come of a batch or an order say those who send it.
 */
@NullMarked
package network.cocoon.workers.operator.rehearsal;

import org.jspecify.annotations.NullMarked;
