/** What following the chain needs to keep beside the log: how far it got, and what a person should look at. */
@NullMarked
package network.cocoon.commands.chain;

import org.jspecify.annotations.NullMarked;
