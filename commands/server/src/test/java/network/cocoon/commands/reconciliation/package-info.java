@NullMarked
package network.cocoon.commands.reconciliation;

import org.jspecify.annotations.NullMarked;
