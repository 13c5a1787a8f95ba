/** What happens when nothing happens: deadlines, claim leases, stalls, lost workers, a node's restart, a database that lost its last commits. */
@NullMarked
package network.cocoon.commands.recovery;

import org.jspecify.annotations.NullMarked;
