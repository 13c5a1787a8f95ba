@NullMarked
package network.cocoon.commands.chain;

import org.jspecify.annotations.NullMarked;
