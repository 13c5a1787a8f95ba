/** Work that goes on for as long as the node runs. */
@NullMarked
package network.cocoon.commands.loop;

import org.jspecify.annotations.NullMarked;
