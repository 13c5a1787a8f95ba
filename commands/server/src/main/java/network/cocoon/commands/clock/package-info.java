/** This node's clock, held against the database's, which is the same for all nodes. */
@NullMarked
package network.cocoon.commands.clock;

import org.jspecify.annotations.NullMarked;
