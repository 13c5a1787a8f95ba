/** Apps' escrows: opened and raised by the app, counted by what the chain shows. */
@NullMarked
package network.cocoon.commands.escrow;

import org.jspecify.annotations.NullMarked;
