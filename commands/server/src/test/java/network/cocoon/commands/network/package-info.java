@NullMarked
package network.cocoon.commands.network;

import org.jspecify.annotations.NullMarked;
