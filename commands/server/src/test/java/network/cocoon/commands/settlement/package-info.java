@NullMarked
package network.cocoon.commands.settlement;

import org.jspecify.annotations.NullMarked;
