@NullMarked
package network.cocoon.commands.node;

import org.jspecify.annotations.NullMarked;
