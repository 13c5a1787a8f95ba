@NullMarked
package network.cocoon.commands.workers;

import org.jspecify.annotations.NullMarked;
