/** The command side: the HTTP API, command handling, scheduling, the assignment feed and the relay. */
@NullMarked
package network.cocoon.commands;

import org.jspecify.annotations.NullMarked;
