@NullMarked
package network.cocoon.commands.clock;

import org.jspecify.annotations.NullMarked;
