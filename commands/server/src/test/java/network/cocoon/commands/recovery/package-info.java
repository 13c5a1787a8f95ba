@NullMarked
package network.cocoon.commands.recovery;

import org.jspecify.annotations.NullMarked;
