@NullMarked
package network.cocoon.commands.loop;

import org.jspecify.annotations.NullMarked;
