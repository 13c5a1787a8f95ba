/**
 * The contracts as Java sees them: their code, initial state and address, the messages they understand, the state they
 * keep. The layouts are declared in {@code src/main/tolk}; nothing here talks to a network.
 */
@NullMarked
package network.cocoon.workers.operator.contract;

import org.jspecify.annotations.NullMarked;
