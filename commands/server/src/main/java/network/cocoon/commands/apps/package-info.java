/** An app's account: registration, keys, credit. */
@NullMarked
package network.cocoon.commands.apps;

import org.jspecify.annotations.NullMarked;
