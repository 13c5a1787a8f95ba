@NullMarked
package network.cocoon.commands.registry;

import org.jspecify.annotations.NullMarked;
