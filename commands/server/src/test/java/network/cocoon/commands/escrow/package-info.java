@NullMarked
package network.cocoon.commands.escrow;

import org.jspecify.annotations.NullMarked;
