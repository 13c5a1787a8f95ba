@NullMarked
package network.cocoon.commands.relay;

import org.jspecify.annotations.NullMarked;
