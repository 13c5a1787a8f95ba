@NullMarked
package network.cocoon.commands.transparency;

import org.jspecify.annotations.NullMarked;
