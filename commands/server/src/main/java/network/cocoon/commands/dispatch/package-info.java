/** How a command reaches its stream, and how a stream's present state is read. */
@NullMarked
package network.cocoon.commands.dispatch;

import org.jspecify.annotations.NullMarked;
